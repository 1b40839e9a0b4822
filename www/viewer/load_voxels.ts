// Loads the voxels of the files of the case with the core, and drops them when their file is removed.
import { batch } from "@preact/signals";
import type { Pool } from "../core/bridge.ts";
import type { Problem } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { sourceOf } from "../core/source_of.ts";
import * as state from "../core/store.ts";
import { runTask } from "../core/task.ts";
import { maskOf, scanOf, toLesion } from "./crosshair.ts";
import { isInside, type Vec3, voxelFromWorld, worldFromVoxel } from "./drawing/grid.ts";
import { type Plane, planeOf } from "./drawing/section.ts";
import { windowOf } from "./drawing/slice.ts";
import * as viewer from "./state.ts";

const set = (id: number, loaded: viewer.Loaded) => {
  viewer.loaded.value = new Map(viewer.loaded.value).set(id, loaded);
};

/** Whether a file is read as image or as labels; it is read again when its role changes between the two. */
const kindOf = (entry: state.Entry) => (entry.role === "mask" ? "labels" : "image");

/** Which volume of a mask is looked at. */
const channelOf = (entry: state.Entry) => sourceOf(entry).channel;

/** Loads new files and drops removed ones. Called whenever the list changes. */
export function follow(): void {
  const wanted = state.entries.value.filter(
    ({ role, inspection, problem }) => role !== "none" && inspection && !problem,
  );
  const kept = new Map(
    [...viewer.loaded.peek()].filter(([id, loaded]) => wanted.some((entry) => entry.id === id && fits(entry, loaded))),
  );
  batch(() => {
    if (kept.size !== viewer.loaded.peek().size) viewer.loaded.value = kept;
    const drawing = viewer.drawing.peek();
    const lies = drawing && wanted.some(({ id, role }) => id === drawing.entry && role === drawing.sequence);
    if (drawing && !lies) leaveDrawing();
    if (wanted.length === 0) forget();
  });
  for (const entry of wanted) if (!kept.has(entry.id)) void read(entry);
}

const fits = (entry: state.Entry, loaded: viewer.Loaded) =>
  loaded.state === "reading" ||
  loaded.state === "failed" ||
  (loaded.state === "mask" ? entry.role === "mask" && loaded.channel === channelOf(entry) : entry.role !== "mask");

/** Resets crosshair, zoom and windows, as they belong to a case. */
function forget() {
  viewer.cursor.value = null;
  viewer.centre.value = null;
  viewer.zoom.value = 1;
  viewer.windows.value = new Map();
  viewer.preset.value = "auto";
  viewer.note.value = null;
}

export function leaveDrawing(): void {
  batch(() => {
    viewer.drawing.value = null;
    viewer.corners.value = null;
    viewer.tool.value = "look";
    viewer.wide.value = false;
  });
}

async function read(entry: state.Entry): Promise<void> {
  const kind = kindOf(entry);
  const source = sourceOf(entry);
  const isWanted = () =>
    state.entries
      .peek()
      .some(
        (now) =>
          now.id === entry.id && now.role !== "none" && kindOf(now) === kind && channelOf(now) === source.channel,
      );
  const work = async (pool: Pool, signal: AbortSignal) => {
    set(entry.id, { state: "reading" });
    const { grid, voxels } = await pool.run(signal, kind, { source });
    // Its role, or the chosen volume, may have changed meanwhile; then it is read again, or not at all.
    if (!isWanted()) return drop(entry.id);
    if (voxels instanceof Float32Array)
      set(entry.id, { state: "image", scan: { grid, values: voxels, window: windowOf(voxels) } });
    else set(entry.id, { state: "mask", labels: { grid, voxels }, channel: source.channel });
    begin();
  };
  const failed = (problem: Problem) => {
    set(entry.id, { state: "failed", problem });
    begin();
  };
  await runTask(work, { failed });
}

function drop(id: number) {
  const rest = new Map(viewer.loaded.peek());
  rest.delete(id);
  viewer.loaded.value = rest;
  follow();
}

/** Crosshair and plane as set at the start; while they are unchanged, the user has not moved them. */
let start: { cursor: Vec3 | null; plane: Plane } = { cursor: null, plane: "axial" };

/**
 * Puts the crosshair into the lesion, or into the middle of the first image where there is no mask, in the plane of
 * that image. Images load in any order: until the user moves the crosshair, the first sequence in the list decides.
 */
function begin() {
  const [cursor, plane] = [viewer.cursor.peek(), viewer.plane.peek()];
  if (cursor !== null && (viewer.drawing.peek() || cursor !== start.cursor || plane !== start.plane)) return;
  const scan = SEQUENCES.map(scanOf).find(Boolean);
  if (!scan) return;
  const mask = state.entryOf("mask");
  const isComing = mask && !mask.problem && viewer.loaded.peek().get(mask.id)?.state !== "failed";
  batch(() => {
    viewer.plane.value = planeOf(scan.grid);
    if (maskOf()) toLesion();
    const at = viewer.cursor.peek();
    const isSeen =
      at !== null &&
      at !== cursor &&
      isInside(scan.grid, voxelFromWorld(scan.grid, at).map(Math.round) as unknown as Vec3);
    if (!isSeen && (maskOf() || !isComing)) {
      viewer.cursor.value = worldFromVoxel(scan.grid, scan.grid.size.map((n) => Math.floor(n / 2)) as unknown as Vec3);
    }
  });
  start = { cursor: viewer.cursor.peek(), plane: viewer.plane.peek() };
}
