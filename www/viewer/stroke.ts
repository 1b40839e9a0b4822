// A stroke of brush or eraser: from pressing the pointer to releasing it, one step of the history.
import { scanOf } from "./crosshair.ts";
import { along, stamp } from "./drawing/brush.ts";
import type { Vec3 } from "./drawing/grid.ts";
import { remember, Stroke } from "./drawing/history.ts";
import { changed, sectionOfDrawing } from "./edit_mask.ts";
import * as viewer from "./state.ts";

let stroke: { made: Stroke; last: Vec3; erase: boolean } | null = null;

/** Radius of the brush on the sequence being drawn on, mm. */
export function radius_mm(): number {
  const { size, unit } = viewer.brush.value;
  const spacing = viewer.drawing.value?.grid.spacing_mm;
  const section = spacing && viewer.drawing.value && sectionOfDrawing();
  const voxel = spacing && section ? Math.min(spacing[section.across], spacing[section.down]) : 1;
  return (unit === "mm" ? size : size * voxel) / 2;
}

/** Starts a stroke of brush or eraser at a pixel position. */
export function press(at: Vec3, erase: boolean): void {
  const now = viewer.drawing.value;
  if (!now) return;
  stroke = { made: new Stroke(now.voxels, now.label, erase), last: at, erase };
  under([at]);
}

/** Continues the stroke to a position. */
export function drag(at: Vec3): void {
  if (!stroke) return;
  under(along(stroke.last, at));
  stroke.last = at;
}

function under(positions: readonly Vec3[]) {
  const [now, section] = [viewer.drawing.value, sectionOfDrawing()];
  const values = now && scanOf(now.sequence)?.values;
  if (!now || !section || !values || !stroke) return;
  const { ball, limited, low, high } = viewer.brush.value;
  const keep = (index: number) =>
    !limited || stroke?.erase || ((values[index] ?? 0) >= low && (values[index] ?? 0) <= high);
  const before = stroke.made.size;
  for (const at of positions)
    stroke.made.add(stamp(now.grid, section, at, { radius_mm: radius_mm(), ball }).filter(keep));
  const more = (stroke.made.size - before) * (stroke.erase ? -1 : 1);
  if (more !== 0) changed({ count: now.count + more });
}

/** Ends the stroke: one step that can be undone. */
export function lift(): void {
  const now = viewer.drawing.value;
  if (now && stroke?.made.size) changed({ history: remember(now.history, stroke.made.end()), count: now.count });
  stroke = null;
}
