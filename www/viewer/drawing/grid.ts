// The grid of an image: voxel and world positions (LPS, mm), with the numbers and the formula of the core.
import type { Grid, Vec3 } from "../../core/protocol/voxels.ts";

export type { Grid, Vec3 };
export type Axis = 0 | 1 | 2;
export const AXES: readonly Axis[] = [0, 1, 2];

export const voxelCount = ({ size }: Grid) => size[0] * size[1] * size[2];

/** Distance in memory of neighbours along each axis; x is fastest. */
export const strides = ({ size }: { size: Vec3 }): Vec3 => [1, size[0], size[0] * size[1]];

export const indexOf = ({ size }: Grid, [x, y, z]: Vec3) => x + size[0] * (y + size[1] * z);

export const isInside = ({ size }: Grid, voxel: Vec3) =>
  AXES.every((axis) => voxel[axis] >= 0 && voxel[axis] < size[axis]);

/** Unit vector of a voxel axis in world coordinates. */
export const column = ({ direction }: Grid, axis: Axis): Vec3 => [
  direction[0][axis],
  direction[1][axis],
  direction[2][axis],
];

export function worldFromVoxel({ spacing_mm, origin_mm, direction }: Grid, voxel: Vec3): Vec3 {
  const row = (at: Axis) =>
    origin_mm[at] +
    direction[at][0] * (voxel[0] * spacing_mm[0]) +
    direction[at][1] * (voxel[1] * spacing_mm[1]) +
    direction[at][2] * (voxel[2] * spacing_mm[2]);
  return [row(0), row(1), row(2)];
}

/** Voxel position of a world position, not rounded. The inverse of the direction matrix is its transpose. */
export function voxelFromWorld({ spacing_mm, origin_mm, direction }: Grid, world: Vec3): Vec3 {
  const from = AXES.map((at) => world[at] - origin_mm[at]) as unknown as Vec3;
  const along = (axis: Axis) =>
    (direction[0][axis] * from[0] + direction[1][axis] * from[1] + direction[2][axis] * from[2]) / spacing_mm[axis];
  return [along(0), along(1), along(2)];
}

/** The nearest voxel of the grid. */
export const nearest = ({ size }: Grid, voxel: Vec3): Vec3 =>
  AXES.map((axis) => Math.min(size[axis] - 1, Math.max(0, Math.round(voxel[axis])))) as unknown as Vec3;

/** Volume of a number of voxels, mL. */
export const millilitres = ({ spacing_mm }: Grid, voxels: number) =>
  (voxels * spacing_mm[0] * spacing_mm[1] * spacing_mm[2]) / 1000;

/** World position of the middle of a label, and its voxel count. */
export function centreOf(labels: ArrayLike<number>, label: number, grid: Grid): { count: number; world: Vec3 } | null {
  const [nx, ny, nz] = grid.size;
  const sum = [0, 0, 0] as [number, number, number];
  let count = 0;
  let at = 0;
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++)
        if (labels[at++] === label) {
          sum[0] += x;
          sum[1] += y;
          sum[2] += z;
          count++;
        }
  return count ? { count, world: worldFromVoxel(grid, [sum[0] / count, sum[1] / count, sum[2] / count]) } : null;
}

/** The box around a grid as the twelve edges between its corners, world mm. */
export function edgesOf(grid: Grid): (readonly [Vec3, Vec3])[] {
  const corner = (bits: number) =>
    worldFromVoxel(grid, AXES.map((axis) => ((bits >> axis) & 1 ? grid.size[axis] - 0.5 : -0.5)) as unknown as Vec3);
  return [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bits) =>
    AXES.filter((axis) => !((bits >> axis) & 1)).map((axis) => [corner(bits), corner(bits | (1 << axis))] as const),
  );
}
