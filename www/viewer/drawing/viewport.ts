// Maps pixels of a slice to the screen and back. All panels have the same scale, so that sizes can be compared.
import type { Grid, Vec3 } from "./grid.ts";
import { pixelOf, type Section } from "./section.ts";

export interface Viewport {
  /** Size of the canvas, CSS pixels. */
  width: number;
  height: number;
  /** Screen pixels of one voxel across and down. */
  stepX: number;
  stepY: number;
  /** The slice's pixel position in the middle of the canvas. */
  centreX: number;
  centreY: number;
}

/** Screen pixels a millimetre takes when the whole slice is to be seen. */
export function fitting(grid: Grid, { across, down }: Section, width: number, height: number): number {
  return Math.min(
    width / (grid.size[across] * grid.spacing_mm[across]),
    height / (grid.size[down] * grid.spacing_mm[down]),
  );
}

/** A viewport with `scale` screen pixels a millimetre; `centre` is a voxel position, null for the grid's middle. */
export function viewportOf(
  grid: Grid,
  section: Section,
  [width, height]: readonly [number, number],
  scale: number,
  centre: Vec3 | null,
): Viewport {
  const middle: Vec3 = [(grid.size[0] - 1) / 2, (grid.size[1] - 1) / 2, (grid.size[2] - 1) / 2];
  const [centreX, centreY] = pixelOf(section, grid, centre ?? middle);
  return {
    width,
    height,
    stepX: scale * grid.spacing_mm[section.across],
    stepY: scale * grid.spacing_mm[section.down],
    centreX,
    centreY,
  };
}

export const screenOf = (view: Viewport, x: number, y: number) =>
  [view.width / 2 + (x - view.centreX) * view.stepX, view.height / 2 + (y - view.centreY) * view.stepY] as const;

export const pixelAt = (view: Viewport, screenX: number, screenY: number) =>
  [
    view.centreX + (screenX - view.width / 2) / view.stepX,
    view.centreY + (screenY - view.height / 2) / view.stepY,
  ] as const;
