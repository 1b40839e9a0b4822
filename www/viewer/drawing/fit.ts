// How a mask's grid and an image's grid lie to each other: what agrees, what does not, and what of the mask is seen.
import { AXES, column, type Grid, isInside, sameGrid, type Vec3, voxelFromWorld, worldFromVoxel } from "./grid.ts";

export interface Fit {
  /** The same voxels: nothing has to be carried. */
  same: boolean;
  sizes: boolean;
  /** Largest relative difference of spacings, shares of 1. */
  spacing: number;
  /** Between the middles of both grids. */
  apart_mm: number;
  /** Largest angle between axes of the same number. */
  turned_deg: number;
  /** Voxels of the label, and those of them whose centre lies within the image. */
  voxels: number;
  inside: number;
  /** Share of the mask's box that lies in the image's box, and of the image's in the mask's. */
  boxes: readonly [number, number];
}

/** Cells along each axis at whose middles boxes are compared. */
const CELLS = 24;

/** Share of a grid's box that lies in another's, to a cell. */
function shareIn(grid: Grid, other: Grid): number {
  let found = 0;
  for (let cell = 0; cell < CELLS ** 3; cell++) {
    const at = [cell % CELLS, Math.floor(cell / CELLS) % CELLS, Math.floor(cell / CELLS ** 2)];
    const voxel = AXES.map((axis) => (((at[axis] ?? 0) + 0.5) / CELLS) * grid.size[axis] - 0.5) as unknown as Vec3;
    const there = voxelFromWorld(other, worldFromVoxel(grid, voxel));
    if (AXES.every((axis) => there[axis] >= -0.5 && there[axis] <= other.size[axis] - 0.5)) found++;
  }
  return found / CELLS ** 3;
}

const middle = (grid: Grid): Vec3 => worldFromVoxel(grid, grid.size.map((n) => (n - 1) / 2) as unknown as Vec3);

/** The angle between two directions, degrees. */
function angle(a: Vec3, b: Vec3): number {
  const dot = AXES.reduce<number>((sum, axis) => sum + a[axis] * b[axis], 0);
  return (Math.acos(Math.min(1, Math.max(-1, dot))) * 180) / Math.PI;
}

/** Compares the grids, and where a label's voxels come to lie. */
export function fitOf(mask: { grid: Grid; voxels: Int32Array }, label: number, image: Grid): Fit {
  const { grid } = mask;
  const [a, b] = [middle(grid), middle(image)];
  const found = { voxels: 0, inside: 0 };
  let at = 0;
  for (let z = 0; z < grid.size[2]; z++)
    for (let y = 0; y < grid.size[1]; y++)
      for (let x = 0; x < grid.size[0]; x++) {
        if (mask.voxels[at++] !== label) continue;
        found.voxels++;
        const there = voxelFromWorld(image, worldFromVoxel(grid, [x, y, z])).map(Math.round) as unknown as Vec3;
        if (isInside(image, there)) found.inside++;
      }
  return {
    same: sameGrid(grid, image),
    sizes: AXES.every((axis) => grid.size[axis] === image.size[axis]),
    spacing: Math.max(...AXES.map((axis) => Math.abs(grid.spacing_mm[axis] / image.spacing_mm[axis] - 1))),
    apart_mm: Math.hypot(...AXES.map((axis) => a[axis] - b[axis])),
    turned_deg: Math.max(...AXES.map((axis) => angle(column(grid, axis), column(image, axis)))),
    ...found,
    boxes: [shareIn(grid, image), shareIn(image, grid)],
  };
}

/** The box around a grid as the twelve edges between its corners, world mm. */
export function edgesOf(grid: Grid): (readonly [Vec3, Vec3])[] {
  const corner = (bits: number) =>
    worldFromVoxel(grid, AXES.map((axis) => ((bits >> axis) & 1 ? grid.size[axis] - 0.5 : -0.5)) as unknown as Vec3);
  return [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bits) =>
    AXES.filter((axis) => !((bits >> axis) & 1)).map((axis) => [corner(bits), corner(bits | (1 << axis))] as const),
  );
}
