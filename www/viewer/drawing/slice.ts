// Voxels of one slice as pixels: grey values through a window, and labels as the core carried them.
import type { Carried } from "../../core/protocol/voxels.ts";
import { type Grid, strides } from "./grid.ts";
import { type Section, voxelOf } from "./section.ts";

/** Intensities shown as black and as white. */
export interface Window {
  low: number;
  high: number;
}

/** Grey pixels (RGBA) of a slice. */
export function greySlice(
  values: Float32Array,
  grid: Grid,
  section: Section,
  slice: number,
  { low, high }: Window,
): ImageData {
  const [width, height] = [grid.size[section.across], grid.size[section.down]];
  const step = strides(grid);
  const start = voxelOf(section, grid, [0, 0, slice]);
  const [right, below] = [
    step[section.across] * (section.flipAcross ? -1 : 1),
    step[section.down] * (section.flipDown ? -1 : 1),
  ];
  const first = start[0] * step[0] + start[1] * step[1] + start[2] * step[2];
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const scale = 255 / Math.max(high - low, Number.MIN_VALUE);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, from = first + y * below; x < width; x++, from += right) {
      const grey = Math.min(255, Math.max(0, ((values[from] ?? low) - low) * scale)) | 0;
      pixels[to++] = 0xff000000 | (grey << 16) | (grey << 8) | grey;
    }
  }
  return image;
}

/** The label at every pixel of a slice of an image, from those that were carried to it. */
export function labelSlice({ low, size, voxels }: Carried, grid: Grid, section: Section, slice: number): Int32Array {
  const { across, down, through } = section;
  const [width, height] = [grid.size[across], grid.size[down]];
  const found = new Int32Array(width * height);
  const plane = voxelOf(section, grid, [0, 0, slice])[through] - low[through];
  if (plane < 0 || plane >= size[through]) return found;
  const step = strides({ size });
  for (let j = 0; j < size[down]; j++) {
    const y = section.flipDown ? height - 1 - (low[down] + j) : low[down] + j;
    for (let i = 0; i < size[across]; i++) {
      const x = section.flipAcross ? width - 1 - (low[across] + i) : low[across] + i;
      found[x + width * y] = voxels[plane * step[through] + i * step[across] + j * step[down]] ?? 0;
    }
  }
  return found;
}

/** All voxels of an image from those of a box. */
export function allVoxels({ low, size, voxels }: Carried, { size: [nx, ny, nz] }: Grid): Int32Array {
  const found = new Int32Array(nx * ny * nz);
  for (let z = 0, from = 0; z < size[2]; z++)
    for (let y = 0; y < size[1]; y++, from += size[0]) {
      found.set(voxels.subarray(from, from + size[0]), low[0] + nx * (low[1] + y + ny * (low[2] + z)));
    }
  return found;
}

/** Edges between pixels of `label` and others, as x0 y0 x1 y1 in corners of pixels. */
export function outline(found: Int32Array, width: number, height: number, label: number): number[] {
  const at = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && found[x + width * y] === label;
  const edges: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (found[x + width * y] !== label) continue;
      if (!at(x - 1, y)) edges.push(x, y, x, y + 1);
      if (!at(x + 1, y)) edges.push(x + 1, y, x + 1, y + 1);
      if (!at(x, y - 1)) edges.push(x, y, x + 1, y);
      if (!at(x, y + 1)) edges.push(x, y + 1, x + 1, y + 1);
    }
  }
  return edges;
}

/** The window between two quantiles of the voxels brighter than the darkest, estimated from a sample. */
export function windowOf(values: Float32Array, shares: readonly [number, number] = [0.01, 0.995]): Window {
  const step = Math.max(1, Math.floor(values.length / 50_000));
  const sample: number[] = [];
  for (let at = 0; at < values.length; at += step) {
    const value = values[at] ?? Number.NaN;
    if (Number.isFinite(value)) sample.push(value);
  }
  sample.sort((a, b) => a - b);
  const rank = (share: number) => sample[Math.min(sample.length - 1, Math.floor(share * sample.length))] ?? 0;
  const [low, high] = [rank(shares[0]), rank(shares[1])];
  return high > low
    ? { low, high }
    : { low: sample[0] ?? 0, high: (sample.at(-1) ?? 0) + (sample.at(-1) === sample[0] ? 1 : 0) };
}

/** The window of a region: its mean ± four standard deviations; null for no values. */
export function windowOfValues(values: readonly number[]): Window | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance) || 1;
  return { low: mean - 4 * deviation, high: mean + 4 * deviation };
}
