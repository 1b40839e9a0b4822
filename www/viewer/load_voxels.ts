// Voxels come in as the core reads them; what was read goes when its file goes.
import { batch } from "@preact/signals";
import type { Pool } from "../core/bridge.ts";
import type { Problem } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/roles.ts";
import * as state from "../core/store.ts";
import { runTask } from "../core/task.ts";
import { maskOf, scanOf, toLesion } from "./crosshair.ts";
import { isInside, type Vec3, voxelFromWorld, worldFromVoxel } from "./drawing/grid.ts";
import { type Plane, planeOf } from "./drawing/section.ts";
import { windowOf } from "./drawing/slice.ts";
import * as reading from "./state.ts";

const set = (id: number, loaded: reading.Loaded) => {
  reading.loaded.value = new Map(reading.loaded.value).set(id, loaded);
};

/** The key of what an entry's voxels were read as: a file that changes its role between image and mask is read anew. */
const kindOf = (entry: state.Entry) => (entry.role === "mask" ? "labels" : "image");

/** Reads what the list has and lets go of what it no longer has. Called whenever the list changes. */
export function follow(): void {
  const wanted = state.entries.value.filter(
    ({ role, inspection, problem }) => role !== "none" && inspection && !problem,
  );
  const kept = new Map(
    [...reading.loaded.peek()].filter(([id, loaded]) => wanted.some((entry) => entry.id === id && fits(entry, loaded))),
  );
  batch(() => {
    if (kept.size !== reading.loaded.peek().size) reading.loaded.value = kept;
    const drawing = reading.drawing.peek();
    const lies = drawing && wanted.some(({ id, role }) => id === drawing.entry && role === drawing.sequence);
    if (drawing && !lies) leaveDrawing();
    if (wanted.length === 0) forget();
  });
  for (const entry of wanted) if (!kept.has(entry.id)) void read(entry);
}

const fits = (entry: state.Entry, loaded: reading.Loaded) =>
  loaded.state === "reading" || loaded.state === "failed" || (loaded.state === "mask") === (entry.role === "mask");

/** Where one looked belongs to a case. */
function forget() {
  reading.cursor.value = null;
  reading.centre.value = null;
  reading.zoom.value = 1;
  reading.windows.value = new Map();
  reading.preset.value = "auto";
  reading.said.value = null;
}

export function leaveDrawing(): void {
  batch(() => {
    reading.drawing.value = null;
    reading.corners.value = null;
    reading.tool.value = "look";
    reading.wide.value = false;
  });
}

async function read(entry: state.Entry): Promise<void> {
  const kind = kindOf(entry);
  const isWanted = () =>
    state.entries.peek().some((now) => now.id === entry.id && now.role !== "none" && kindOf(now) === kind);
  const work = async (pool: Pool, signal: AbortSignal) => {
    set(entry.id, { state: "reading" });
    const source = { file: entry.file, data: entry.data };
    const { grid, voxels } = await pool.run(signal, kind, { source });
    // Its role may have changed meanwhile; then it is read again or not at all.
    if (!isWanted()) return drop(entry.id);
    if (voxels instanceof Float32Array)
      set(entry.id, { state: "image", scan: { grid, values: voxels, window: windowOf(voxels) } });
    else set(entry.id, { state: "mask", labels: { grid, voxels } });
    begin();
  };
  const failed = (problem: Problem) => {
    set(entry.id, { state: "failed", problem });
    begin();
  };
  await runTask(work, { failed });
}

function drop(id: number) {
  const rest = new Map(reading.loaded.peek());
  rest.delete(id);
  reading.loaded.value = rest;
  follow();
}

/** Where the crosshair and the plane were put for the user, who has not moved them as long as they are still that. */
let start: { cursor: Vec3 | null; plane: Plane } = { cursor: null, plane: "axial" };

/**
 * The crosshair starts in the lesion, or in the middle of the first image where there is none, in that image's plane.
 * Images come in any order: until the user moves, one that is put before the others counts however late it comes.
 */
function begin() {
  const [cursor, plane] = [reading.cursor.peek(), reading.plane.peek()];
  if (cursor !== null && (reading.drawing.peek() || cursor !== start.cursor || plane !== start.plane)) return;
  const scan = SEQUENCES.map(scanOf).find(Boolean);
  if (!scan) return;
  const mask = state.entryOf("mask");
  const isComing = mask && !mask.problem && reading.loaded.peek().get(mask.id)?.state !== "failed";
  batch(() => {
    reading.plane.value = planeOf(scan.grid);
    if (maskOf()) toLesion();
    const at = reading.cursor.peek();
    const isSeen =
      at !== null &&
      at !== cursor &&
      isInside(scan.grid, voxelFromWorld(scan.grid, at).map(Math.round) as unknown as Vec3);
    if (!isSeen && (maskOf() || !isComing)) {
      reading.cursor.value = worldFromVoxel(scan.grid, scan.grid.size.map((n) => Math.floor(n / 2)) as unknown as Vec3);
    }
  });
  start = { cursor: reading.cursor.peek(), plane: reading.plane.peek() };
}
