// Regions that spread from a seed: an enclosed gap of a slice, and connected voxels of like intensity.
import { type Grid, indexOf, strides, type Vec3 } from "./grid.ts";
import { pixelOf, type Section, voxelOf } from "./section.ts";

/** Most voxels of a region: more than any lesion, less than a body. */
export const MAX_GROWN = 4_000_000;

/** Indices around a voxel that `label` encloses in its slice; null when the gap reaches the edge of the slice. */
export function fill(labels: Int32Array, grid: Grid, section: Section, seed: Vec3, label: number): number[] | null {
  const [width, height] = [grid.size[section.across], grid.size[section.down]];
  const [column, row, slice] = pixelOf(section, grid, seed);
  const index = (pixel: number) =>
    indexOf(grid, voxelOf(section, grid, [pixel % width, Math.floor(pixel / width), slice]));
  const seen = new Uint8Array(width * height);
  const queue = [column + width * row];
  seen[queue[0] ?? 0] = 1;
  if (labels[index(queue[0] ?? 0)] === label) return [];
  for (let next = 0; next < queue.length; next++) {
    const pixel = queue[next] ?? 0;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return null;
    for (const neighbour of [pixel - 1, pixel + 1, pixel - width, pixel + width]) {
      if (seen[neighbour] || labels[index(neighbour)] === label) continue;
      seen[neighbour] = 1;
      queue.push(neighbour);
    }
  }
  return queue.map(index);
}

export interface Growth {
  low: number;
  high: number;
  /** No voxel farther from the seed than this is taken. */
  reach_mm: number;
  /** Only within the slice of this section. */
  flat?: Section | undefined;
}

/** Indices of voxels joined to the seed by their faces, with values from `low` to `high`. */
export function grow(values: Float32Array, grid: Grid, seed: Vec3, { low, high, reach_mm, flat }: Growth): number[] {
  const step = strides(grid);
  const fits = (at: number) => (values[at] ?? Number.NaN) >= low && (values[at] ?? Number.NaN) <= high;
  const start = indexOf(grid, seed);
  if (!fits(start)) return [];
  const seen = new Uint8Array(values.length);
  const queue = [start];
  seen[start] = 1;
  const axes = ([0, 1, 2] as const).filter((axis) => axis !== flat?.through);
  for (let next = 0; next < queue.length && queue.length < MAX_GROWN; next++) {
    const at = queue[next] ?? 0;
    const voxel: Vec3 = [at % grid.size[0], Math.floor(at / step[1]) % grid.size[1], Math.floor(at / step[2])];
    for (const axis of axes) {
      for (const side of [-1, 1]) {
        const moved = voxel[axis] + side;
        if (moved < 0 || moved >= grid.size[axis]) continue;
        const neighbour = at + side * step[axis];
        if (seen[neighbour] || !fits(neighbour)) continue;
        const offset = ([0, 1, 2] as const).map(
          (a) => ((a === axis ? moved : voxel[a]) - seed[a]) * grid.spacing_mm[a],
        );
        if (Math.hypot(...offset) > reach_mm) continue;
        seen[neighbour] = 1;
        queue.push(neighbour);
      }
    }
  }
  return queue;
}
