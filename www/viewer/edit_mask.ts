// Editing the mask on the voxels of one sequence: start, fill and grow regions, undo and redo, leave.
import { batch } from "@preact/signals";
import type { Sequence } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { type Sentence, say } from "../language/index.ts";
import { focusSoon } from "../ui/focus.ts";
import { carriedWhole } from "./carry_mask.ts";
import { labelInUse, maskOf, scanOf, sectionIn } from "./crosshair.ts";
import { polygon } from "./drawing/brush.ts";
import { indexOf, nearest, type Vec3, voxelCount } from "./drawing/grid.ts";
import { fill, grow } from "./drawing/grow.ts";
import { EMPTY, redo, remember, Stroke, undo } from "./drawing/history.ts";
import { interpolate } from "./drawing/interpolate.ts";
import { voxelOf } from "./drawing/section.ts";
import * as viewer from "./state.ts";
import { windowIn } from "./window.ts";

const countOf = (voxels: Int32Array, label: number) =>
  voxels.reduce((sum, voxel) => sum + (voxel === label ? 1 : 0), 0);

/** Starts drawing on a sequence, from the mask that is shown, resampled to the grid of that sequence. */
export async function draw(sequence: Sequence): Promise<void> {
  const [scan, entry] = [scanOf(sequence), state.entryOf(sequence)];
  if (!scan || !entry || viewer.drawing.value?.sequence === sequence) return;
  const [before, label] = [viewer.drawing.value ?? maskOf(), labelInUse()];
  const carried = before
    ? await carriedWhole(before, scan)
    : { voxels: new Int32Array(voxelCount(scan.grid)), same: true };
  // Meanwhile the image may have been removed, or drawing may have started on another one.
  if (!carried || scanOf(sequence) !== scan || (viewer.drawing.value ?? maskOf())?.voxels !== before?.voxels) return;
  const { voxels, same: kept } = carried;
  batch(() => {
    viewer.drawing.value = {
      sequence,
      entry: entry.id,
      grid: scan.grid,
      voxels,
      label,
      version: 0,
      history: EMPTY,
      count: countOf(voxels, label),
      changed: !kept || (viewer.drawing.value?.changed ?? false),
      from: viewer.drawing.value ?? undefined,
    };
    viewer.tool.value = "brush";
    viewer.wide.value = true;
    viewer.corners.value = null;
    viewer.note.value = kept ? null : () => say.drawing.carried;
  });
}

/** Starts drawing, and brings the focus to the image that is drawn on. */
export async function beginDrawing(sequence: Sequence): Promise<void> {
  await draw(sequence);
  focusSoon(`#slice-${sequence}`);
}

/** Notifies the views that voxels were changed in place. */
export function changed(part: Partial<viewer.Drawing>) {
  const now = viewer.drawing.value;
  if (!now) return;
  const next = { ...now, to: undefined, ...part, version: now.version + 1, changed: true };
  viewer.drawing.value = { ...next, count: part.count ?? countOf(next.voxels, next.label) };
}

/** Changes a set of voxels as one step, and notes how many they were. */
function region(indices: readonly number[], nothing: Sentence): void {
  const now = viewer.drawing.value;
  if (!now) return;
  const stroke = new Stroke(now.voxels, now.label, false);
  stroke.add(indices);
  const { size } = stroke;
  viewer.note.value = size ? () => say.drawing.added(size) : nothing;
  if (size) changed({ history: remember(now.history, stroke.end()), count: now.count + size });
}

export function sectionOfDrawing() {
  const scan = viewer.drawing.value && scanOf(viewer.drawing.value.sequence);
  return scan && sectionIn(scan);
}

/** Fills a polygon of pixel positions in a slice. */
export function closePolygon(): void {
  const [now, section, open] = [viewer.drawing.value, sectionOfDrawing(), viewer.corners.value];
  viewer.corners.value = null;
  if (!now || !section || !open) return;
  region(polygon(now.grid, section, open.slice, open.points), () => say.drawing.outlineEmpty);
}

/** Fills a gap that the mask encloses. */
export function fillAt(at: Vec3): void {
  const [now, section] = [viewer.drawing.value, sectionOfDrawing()];
  const seed = now && section && nearest(now.grid, voxelOf(section, now.grid, at));
  if (!now || !section || !seed) return;
  const found = fill(now.voxels, now.grid, section, seed, now.label);
  region(found ?? [], () => (found ? say.drawing.nothingToFill : say.drawing.gapOpen));
}

/** Adds connected voxels of similar intensity around a pixel position. */
export function growAt(at: Vec3): void {
  const [now, section] = [viewer.drawing.value, sectionOfDrawing()];
  const scan = now && scanOf(now.sequence);
  if (!now || !section || !scan) return;
  const seed = nearest(now.grid, voxelOf(section, now.grid, at));
  const { tolerance, reach_mm, flat } = viewer.growth.value;
  const { low, high } = windowIn(scan);
  const middle = scan.values[indexOf(now.grid, seed)] ?? 0;
  const reach = (tolerance / 100) * (high - low);
  const range = { low: middle - reach, high: middle + reach, reach_mm, flat: flat ? section : undefined };
  region(grow(scan.values, now.grid, seed, range), () => say.drawing.nothingGrown);
}

/** Fills empty slices between drawn ones in the plane shown. */
export function between(): void {
  const [now, section] = [viewer.drawing.value, sectionOfDrawing()];
  if (!now || !section) return;
  region(interpolate(now.voxels, now.label, now.grid, section.through), () => say.drawing.nothingBetween);
}

/** Erases all of the label; can be undone. */
export function eraseAll(): void {
  const now = viewer.drawing.value;
  if (!now) return;
  const made = new Stroke(now.voxels, now.label, true);
  made.add(now.voxels.keys());
  changed({ history: remember(now.history, made.end()), count: 0 });
}

/** Goes back to a drawing on another sequence, as it was left. */
function turnTo(drawing: viewer.Drawing): void {
  viewer.corners.value = null;
  viewer.drawing.value = { ...drawing, version: drawing.version + 1 };
}

export function back(): void {
  const now = viewer.drawing.value;
  if (now?.history.past.length) changed({ history: undo(now.history, now.voxels), to: now.to });
  else if (now?.from) turnTo({ ...now.from, to: now });
}

export function again(): void {
  const now = viewer.drawing.value;
  if (now?.history.future.length) changed({ history: redo(now.history, now.voxels), to: now.to });
  else if (now?.to) turnTo({ ...now.to, from: { ...now, to: undefined } });
}
