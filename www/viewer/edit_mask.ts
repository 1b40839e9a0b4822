// A mask is drawn on one sequence's own voxels. Begin, change by strokes and regions, take back, leave.
import { batch } from "@preact/signals";
import type { Sequence } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { type Said, say } from "../language/index.ts";
import { carriedWhole } from "./carry_mask.ts";
import { labelInUse, maskOf, scanOf, sectionIn } from "./crosshair.ts";
import { polygon } from "./drawing/brush.ts";
import { indexOf, nearest, type Vec3, voxelCount } from "./drawing/grid.ts";
import { fill, grow } from "./drawing/grow.ts";
import { EMPTY, redo, remember, Stroke, undo } from "./drawing/history.ts";
import { interpolate } from "./drawing/interpolate.ts";
import { voxelOf } from "./drawing/section.ts";
import * as reading from "./state.ts";
import { windowIn } from "./window.ts";

const countOf = (voxels: Int32Array, label: number) =>
  voxels.reduce((sum, voxel) => sum + (voxel === label ? 1 : 0), 0);

/** Begins on a sequence with the mask that is there, carried to that sequence's grid where it lies on another. */
export async function draw(sequence: Sequence): Promise<void> {
  const [scan, entry] = [scanOf(sequence), state.entryOf(sequence)];
  if (!scan || !entry || reading.drawing.value?.sequence === sequence) return;
  const [before, label] = [reading.drawing.value ?? maskOf(), labelInUse()];
  const carried = before
    ? await carriedWhole(before, scan)
    : { voxels: new Int32Array(voxelCount(scan.grid)), same: true };
  // Meanwhile the image may have gone, or a mask may have been drawn on another.
  if (!carried || scanOf(sequence) !== scan || (reading.drawing.value ?? maskOf())?.voxels !== before?.voxels) return;
  const { voxels, same: kept } = carried;
  batch(() => {
    reading.drawing.value = {
      sequence,
      entry: entry.id,
      grid: scan.grid,
      voxels,
      label,
      version: 0,
      history: EMPTY,
      count: countOf(voxels, label),
      changed: !kept || (reading.drawing.value?.changed ?? false),
      from: reading.drawing.value ?? undefined,
    };
    reading.tool.value = "brush";
    reading.wide.value = true;
    reading.corners.value = null;
    reading.said.value = kept ? null : () => say.drawing.carried;
  });
}

/** Tells the views that voxels were changed. */
export function changed(part: Partial<reading.Drawing>) {
  const now = reading.drawing.value;
  if (!now) return;
  const next = { ...now, to: undefined, ...part, version: now.version + 1, changed: true };
  reading.drawing.value = { ...next, count: part.count ?? countOf(next.voxels, next.label) };
}

/** One step from indices that are known at once; says what happened. */
function region(indices: readonly number[], nothing: Said): void {
  const now = reading.drawing.value;
  if (!now) return;
  const stroke = new Stroke(now.voxels, now.label, false);
  stroke.add(indices);
  const { size } = stroke;
  reading.said.value = size ? () => say.drawing.added(size) : nothing;
  if (size) changed({ history: remember(now.history, stroke.end()), count: now.count + size });
}

export function sectionOfDrawing() {
  const scan = reading.drawing.value && scanOf(reading.drawing.value.sequence);
  return scan && sectionIn(scan);
}

/** Fills a polygon of pixel positions in a slice. */
export function closePolygon(): void {
  const [now, section, open] = [reading.drawing.value, sectionOfDrawing(), reading.corners.value];
  reading.corners.value = null;
  if (!now || !section || !open) return;
  region(polygon(now.grid, section, open.slice, open.points), () => say.drawing.outlineEmpty);
}

/** Fills the gap around a pixel position that the mask encloses. */
export function fillAt(at: Vec3): void {
  const [now, section] = [reading.drawing.value, sectionOfDrawing()];
  const seed = now && section && nearest(now.grid, voxelOf(section, now.grid, at));
  if (!now || !section || !seed) return;
  const found = fill(now.voxels, now.grid, section, seed, now.label);
  region(found ?? [], () => (found ? say.drawing.nothingToFill : say.drawing.gapOpen));
}

/** Takes connected voxels of like intensity around a pixel position. */
export function growAt(at: Vec3): void {
  const [now, section] = [reading.drawing.value, sectionOfDrawing()];
  const scan = now && scanOf(now.sequence);
  if (!now || !section || !scan) return;
  const seed = nearest(now.grid, voxelOf(section, now.grid, at));
  const { tolerance, reach_mm, flat } = reading.growth.value;
  const { low, high } = windowIn(scan);
  const middle = scan.values[indexOf(now.grid, seed)] ?? 0;
  const reach = (tolerance / 100) * (high - low);
  const range = { low: middle - reach, high: middle + reach, reach_mm, flat: flat ? section : undefined };
  region(grow(scan.values, now.grid, seed, range), () => say.drawing.nothingGrown);
}

/** Fills the slices left out between drawn ones, of the plane that is looked at. */
export function between(): void {
  const [now, section] = [reading.drawing.value, sectionOfDrawing()];
  if (!now || !section) return;
  region(interpolate(now.voxels, now.label, now.grid, section.through), () => say.drawing.nothingBetween);
}

/** Takes all of the label away; can be undone. */
export function eraseAll(): void {
  const now = reading.drawing.value;
  if (!now) return;
  const made = new Stroke(now.voxels, now.label, true);
  made.add(now.voxels.keys());
  changed({ history: remember(now.history, made.end()), count: 0 });
}

/** Goes to the drawing on another sequence, as it was left. */
function turnTo(drawing: reading.Drawing): void {
  reading.corners.value = null;
  reading.drawing.value = { ...drawing, version: drawing.version + 1 };
}

export function back(): void {
  const now = reading.drawing.value;
  if (now?.history.past.length) changed({ history: undo(now.history, now.voxels), to: now.to });
  else if (now?.from) turnTo({ ...now.from, to: now });
}

export function again(): void {
  const now = reading.drawing.value;
  if (now?.history.future.length) changed({ history: redo(now.history, now.voxels), to: now.to });
  else if (now?.to) turnTo({ ...now.to, from: { ...now, to: undefined } });
}
