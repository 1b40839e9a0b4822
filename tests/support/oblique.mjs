// Four sequences on four grids, each turned its own way, that all see the same small bright block.
import { file, nifti } from "./nifti.mjs";

/** The middle of the bright block, RAS mm. */
export const TARGET = [12, -31, 208];

/** @typedef {{ size: number[], spacing: number[], affine: number[][], voxel: number[] }} Placed */

/**
 * A grid turned by two angles, with its voxel axes in this order and sense, and `voxel` exactly on the target.
 * @param {{ size: number[], spacing: number[], angles: [number, number], axes: [number, number, number], voxel: number[] }} wanted
 * @returns {Placed}
 */
export function placed({ size, spacing, angles: [a, b], axes, voxel }) {
  const [c, s, C, S] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
  const turned = [
    [c, -s * C, s * S],
    [s, c * C, -c * S],
    [0, S, C],
  ];
  // Column j of the affine: the turned world axis |axes[j]| - 1, with its sign, times the spacing.
  const matrix = turned.map((row) =>
    axes.map((axis, j) => Math.sign(axis) * (row[Math.abs(axis) - 1] ?? 0) * (spacing[j] ?? 1)),
  );
  const affine = matrix.map((row, at) => [
    ...row,
    (TARGET[at] ?? 0) - row.reduce((sum, m, j) => sum + m * (voxel[j] ?? 0), 0),
  ]);
  return { size, spacing, affine, voxel };
}

/** @type {Record<string, Placed>} */
export const GRIDS = {
  T1: placed({
    size: [40, 44, 12],
    spacing: [1.1, 1.1, 3.5],
    angles: [0.25, -0.3],
    axes: [-1, -2, 3],
    voxel: [17, 25, 5],
  }),
  T2: placed({ size: [48, 40, 10], spacing: [0.9, 1, 4], angles: [0, 0], axes: [1, 2, 3], voxel: [30, 14, 6] }),
  STIR: placed({
    size: [44, 50, 9],
    spacing: [1, 0.95, 4.5],
    angles: [0.1, 0.05],
    axes: [-2, -3, 1],
    voxel: [20, 28, 4],
  }),
  T1_gd: placed({
    size: [36, 36, 20],
    spacing: [1.2, 1.2, 2],
    angles: [-0.2, 0.35],
    axes: [1, -2, -3],
    voxel: [12, 21, 11],
  }),
};

/** Voxel of an index. @param {number[]} size @param {number} index */
const at = ([nx = 1, ny = 1], index) => [index % nx, Math.floor(index / nx) % ny, Math.floor(index / nx / ny)];

/** Within one voxel of the target in every axis. @param {Placed} grid @param {number} index */
const isBlock = ({ size, voxel }, index) => at(size, index).every((n, axis) => Math.abs(n - (voxel[axis] ?? 0)) <= 1);

/** The image of a grid: dim noise, and the block at 1000. @param {Placed} grid */
export const imageOn = (grid) =>
  nifti({ ...grid, voxel: (index) => (isBlock(grid, index) ? 1000 : 100 + ((index * 37) % 60)) });

/** The block as a mask. @param {Placed} grid */
export const maskOn = (grid) => nifti({ ...grid, label: true, voxel: (index) => (isBlock(grid, index) ? 1 : 0) });

/** The case as the page takes it; the mask lies on T1's grid. */
export const files = ({ mask = true } = {}) => [
  ...Object.entries(GRIDS).map(([name, grid]) => file(`case_${name}.nii`, imageOn(grid))),
  ...(mask ? [file("case_mask.nii", maskOn(/** @type {Placed} */ (GRIDS["T1"])))] : []),
];

/** Continuous voxel of a RAS position, by inverting the affine. @param {Placed} grid @param {number[]} world */
export function voxelOf({ affine }, world) {
  const [[a = 0, b = 0, c = 0, p = 0], [d = 0, e = 0, f = 0, q = 0], [g = 0, h = 0, i = 0, r = 0]] =
    /** @type {[number[], number[], number[]]} */ (affine);
  const [x, y, z] = [(world[0] ?? 0) - p, (world[1] ?? 0) - q, (world[2] ?? 0) - r];
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    (x * (e * i - f * h) - b * (y * i - f * z) + c * (y * h - e * z)) / det,
    (a * (y * i - f * z) - x * (d * i - f * g) + c * (d * z - y * g)) / det,
    (a * (e * z - y * h) - b * (d * z - y * g) + x * (d * h - e * g)) / det,
  ];
}

/** Centre of the brightest pixels of a panel, in CSS pixels of its canvas; the mask and crosshair are no grey. @param {import("playwright-core").Page} page @param {string} sequence */
export const brightSpot = (page, sequence) =>
  page.locator(`.panel[data-sequence=${sequence}] canvas`).evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const { data, width } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    );
    let [count, x, y] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 0) < 250 || (data[at + 1] ?? 0) < 250 || (data[at + 2] ?? 0) < 250) continue;
      count++;
      x += (at / 4) % width;
      y += Math.floor(at / 4 / width);
    }
    const scale = canvas.clientWidth / width;
    return { count, x: (x / count + 0.5) * scale, y: (y / count + 0.5) * scale };
  });
