// Pictures of the lesion for the report: for each sequence the slice through the middle of the lesion, with the outline
// of the mask.
import type { Sequence } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { chosenLabel } from "../core/store.ts";
import { carriedTo } from "../viewer/carry_mask.ts";
import { maskOf, scanOf } from "../viewer/crosshair.ts";
import { centreOf, voxelFromWorld } from "../viewer/drawing/grid.ts";
import { edgeLetters, pixelOf, planeOf, sectionOf } from "../viewer/drawing/section.ts";
import { greySlice, labelSlice, outline } from "../viewer/drawing/slice.ts";
import { fitting, viewportOf } from "../viewer/drawing/viewport.ts";
import { colouredCanvas, paint, pixelCanvas } from "../viewer/paint.ts";
import { windowIn } from "../viewer/window.ts";
import { annotate } from "./annotate.ts";

export interface Snapshot {
  sequence: Sequence;
  slice: number;
  slices: number;
  /** Its window: width and level (middle), in the image's own values. */
  window: { width: number; level: number };
  /** The picture as a data: URL, so that it is loaded when the page is printed. */
  picture: string;
}

/** Width and height of a picture, pixels. */
const SIZE = [420, 420] as const;

function shotOf(sequence: Sequence): Snapshot[] {
  const [scan, mask, label] = [scanOf(sequence), maskOf(), chosenLabel.value ?? 1];
  const middle = scan && mask && centreOf(mask.voxels, label, mask.grid);
  const carried = scan && mask && carriedTo(mask, scan);
  if (!middle || !carried) return [];
  const { grid, values } = scan;
  const section = sectionOf(grid, planeOf(grid), true);
  const slices = grid.size[section.through];
  const voxel = voxelFromWorld(grid, middle.world);
  const slice = Math.min(slices - 1, Math.max(0, Math.round(pixelOf(section, grid, voxel)[2])));
  const labels = labelSlice(carried, grid, section, slice).map((found) => (found === label ? label : 0));
  const [width, height] = [grid.size[section.across], grid.size[section.down]];
  const canvas = document.createElement("canvas");
  const [scale, shown] = [fitting(grid, section, ...SIZE), windowIn(scan)];
  paint(
    canvas,
    viewportOf(grid, section, SIZE, scale, null),
    {
      grey: pixelCanvas(greySlice(values, grid, section, slice, shown)),
      mask: {
        fill: colouredCanvas(labels, width, height),
        opacity: 0,
        outlines: [{ label, edges: outline(labels, width, height, label) }],
      },
      crosshair: null,
      corners: [],
      ring: null,
      crisp: false,
    },
    1,
  );
  annotate(canvas, edgeLetters(section, grid), scale);
  const window = { width: shown.high - shown.low, level: (shown.low + shown.high) / 2 };
  return [{ sequence, slice: slice + 1, slices, window, picture: canvas.toDataURL("image/png") }];
}

/** The picture of every sequence whose voxels are loaded. */
export const lesionSnapshots = (): Snapshot[] => SEQUENCES.flatMap(shotOf);
