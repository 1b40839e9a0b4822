// Fills slices between drawn ones by blending signed distances to the outline (shape-based interpolation,
// Raya and Udupa, IEEE Trans Med Imaging 1990). Distances are exact and in millimetres.
import { type Axis, type Grid, indexOf, type Vec3 } from "./grid.ts";

/** Squared distance along one line to the nearest zero cost, by lower envelope of parabolas (Felzenszwalb 2012). */
function transform(cost: Float64Array, spacing: number): Float64Array {
  const n = cost.length;
  const [vertex, from] = [new Int32Array(n), new Float64Array(n + 1)];
  const at = (i: number) => i * spacing;
  const height = (i: number) => (cost[i] ?? 0) + at(i) * at(i);
  let last = 0;
  from[0] = -Infinity;
  from[1] = Infinity;
  for (let i = 1; i < n; i++) {
    const meet = (j: number) => (height(i) - height(j)) / (2 * (at(i) - at(j)));
    while (last > 0 && meet(vertex[last] ?? 0) <= (from[last] ?? 0)) last--;
    from[last + 1] = meet(vertex[last] ?? 0);
    vertex[++last] = i;
    from[last + 1] = Infinity;
  }
  const found = new Float64Array(n);
  for (let i = 0, part = 0; i < n; i++) {
    while ((from[part + 1] ?? Infinity) < at(i)) part++;
    const from0 = vertex[part] ?? 0;
    found[i] = (at(i) - at(from0)) ** 2 + (cost[from0] ?? 0);
  }
  return found;
}

/** Larger than any squared distance, but finite, so that differences are no NaN. */
const FAR = 1e12;

/** Distance of every pixel to the nearest pixel that is `wanted`, mm. */
function distance(
  wanted: (pixel: number) => boolean,
  [width, height]: readonly [number, number],
  spacing: readonly [number, number],
) {
  const squared = Float64Array.from({ length: width * height }, (_, pixel) => (wanted(pixel) ? 0 : FAR));
  for (let x = 0; x < width; x++) {
    const line = transform(
      Float64Array.from({ length: height }, (_, y) => squared[x + width * y] ?? 0),
      spacing[1],
    );
    line.forEach((value, y) => (squared[x + width * y] = value));
  }
  for (let y = 0; y < height; y++)
    squared.set(transform(squared.slice(width * y, width * (y + 1)), spacing[0]), width * y);
  return squared.map(Math.sqrt);
}

/** The axes of a slice, and the index of each of its pixels. */
function slices(grid: Grid, through: Axis) {
  const [u, v] = ([0, 1, 2] as const).filter((axis) => axis !== through) as [Axis, Axis];
  const index = (pixel: number, slice: number) => {
    const voxel: [number, number, number] = [0, 0, 0];
    voxel[u] = pixel % grid.size[u];
    voxel[v] = Math.floor(pixel / grid.size[u]);
    voxel[through] = slice;
    return indexOf(grid, voxel as Vec3);
  };
  return {
    size: [grid.size[u], grid.size[v]] as const,
    spacing: [grid.spacing_mm[u], grid.spacing_mm[v]] as const,
    index,
  };
}

/** Positive outside of the label, negative inside, zero at its outline; mm. */
function signed(labels: Int32Array, label: number, slice: number, { size, spacing, index }: ReturnType<typeof slices>) {
  const isIn = (pixel: number) => labels[index(pixel, slice)] === label;
  const outside = distance(isIn, size, spacing);
  const inside = distance((pixel) => !isIn(pixel), size, spacing);
  return outside.map((value, pixel) => value - (inside[pixel] ?? 0));
}

/** Indices that fill the empty slices between drawn ones along an axis. */
export function interpolate(labels: Int32Array, label: number, grid: Grid, through: Axis): number[] {
  const frame = slices(grid, through);
  const pixels = frame.size[0] * frame.size[1];
  const isDrawn = (slice: number) => {
    for (let pixel = 0; pixel < pixels; pixel++) if (labels[frame.index(pixel, slice)] === label) return true;
    return false;
  };
  const drawn = Array.from({ length: grid.size[through] }, (_, slice) => slice).filter(isDrawn);
  const found: number[] = [];
  for (let pair = 0; pair + 1 < drawn.length; pair++) {
    const [low, high] = [drawn[pair] ?? 0, drawn[pair + 1] ?? 0];
    if (high - low < 2) continue;
    const [below, above] = [signed(labels, label, low, frame), signed(labels, label, high, frame)];
    for (let slice = low + 1; slice < high; slice++) {
      const share = (slice - low) / (high - low);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const blend = (1 - share) * (below[pixel] ?? 0) + share * (above[pixel] ?? 0);
        if (blend < 0) found.push(frame.index(pixel, slice));
      }
    }
  }
  return found;
}
