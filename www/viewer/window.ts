// Window and level: each image has its own; presets set all of them by one rule.
import { SEQUENCES } from "../core/protocol/lists.ts";
import { carriedTo } from "./carry_mask.ts";
import { labelInUse, scanOf, shownMask } from "./crosshair.ts";
import { indexOf } from "./drawing/grid.ts";
import { sectionOf, voxelOf } from "./drawing/section.ts";
import { labelSlice, type Window, windowOf, windowOfValues } from "./drawing/slice.ts";
import * as viewer from "./state.ts";

export const windowIn = (scan: viewer.Scan): Window => viewer.windows.value.get(scan) ?? scan.window;

/** Sets the window of one image by hand. */
export function setWindow(scan: viewer.Scan, { low, high }: Window): void {
  const width = Math.max(high - low, 1e-6 * Math.max(1, Math.abs(low), Math.abs(high)));
  viewer.windows.value = new Map(viewer.windows.value).set(scan, { low, high: low + width });
  viewer.preset.value = "hand";
}

/** Quantiles of the voxels shown as black and as white. */
const SHARES = { auto: [0.01, 0.995], full: [0, 1], bright: [0.5, 0.9995] } as const;

/** Sets the windows of all sequences by the same rule. */
export function preset(name: viewer.Preset): void {
  viewer.preset.value = name;
  const next = new Map<viewer.Scan, Window>();
  for (const sequence of SEQUENCES) {
    const scan = scanOf(sequence);
    const found =
      scan && (name === "lesion" ? windowOfValues(valuesInLesion(scan)) : windowOf(scan.values, SHARES[name]));
    if (scan && found) next.set(scan, found);
  }
  viewer.windows.value = next;
}

/** Values of an image inside the mask. */
function valuesInLesion(scan: viewer.Scan): number[] {
  const mask = shownMask();
  const carried = mask && carriedTo(mask, scan);
  if (!carried) return [];
  const [label, section, { size }] = [labelInUse(), sectionOf(scan.grid, "axial", true), scan.grid];
  const width = size[section.across];
  const found: number[] = [];
  for (let slice = 0; slice < size[section.through]; slice++) {
    labelSlice(carried, scan.grid, section, slice).forEach((value, pixel) => {
      if (value !== label) return;
      const voxel = voxelOf(section, scan.grid, [pixel % width, Math.floor(pixel / width), slice]);
      found.push(scan.values[indexOf(scan.grid, voxel)] ?? 0);
    });
  }
  return found;
}
