// Window and level: each sequence has its own, presets set them all by one rule.
import { SEQUENCES } from "../core/roles.ts";
import { carriedTo } from "./carry_mask.ts";
import { labelInUse, scanOf, shownMask } from "./crosshair.ts";
import { indexOf } from "./drawing/grid.ts";
import { sectionOf, voxelOf } from "./drawing/section.ts";
import { labelSlice, type Window, windowOf, windowOfValues } from "./drawing/slice.ts";
import * as reading from "./state.ts";

export const windowIn = (scan: reading.Scan): Window => reading.windows.value.get(scan) ?? scan.window;

/** Changes one image's window by hand. */
export function setWindow(scan: reading.Scan, { low, high }: Window): void {
  const width = Math.max(high - low, 1e-6 * Math.max(1, Math.abs(low), Math.abs(high)));
  reading.windows.value = new Map(reading.windows.value).set(scan, { low, high: low + width });
  reading.preset.value = "hand";
}

/** Shares of the voxels shown as black and as white. */
const SHARES = { auto: [0.01, 0.995], full: [0, 1], bright: [0.5, 0.9995] } as const;

/** The same rule for every sequence. */
export function preset(name: reading.Preset): void {
  reading.preset.value = name;
  const next = new Map<reading.Scan, Window>();
  for (const sequence of SEQUENCES) {
    const scan = scanOf(sequence);
    const found =
      scan && (name === "lesion" ? windowOfValues(valuesInLesion(scan)) : windowOf(scan.values, SHARES[name]));
    if (scan && found) next.set(scan, found);
  }
  reading.windows.value = next;
}

/** Values of an image under the mask. */
function valuesInLesion(scan: reading.Scan): number[] {
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
