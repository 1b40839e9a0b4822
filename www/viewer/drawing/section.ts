// How slices of a grid are shown: which voxel axes run across and down the screen, and in which direction.
// Slices are those of the grid, never interpolated: a pixel is a voxel.
import { AXES, type Axis, column, type Grid, type Vec3 } from "./grid.ts";

export type Plane = "axial" | "sagittal" | "coronal";
export const PLANES: readonly Plane[] = ["axial", "sagittal", "coronal"];

export interface Section {
  across: Axis;
  down: Axis;
  /** The axis slices are counted along. */
  through: Axis;
  flipAcross: boolean;
  flipDown: boolean;
}

/** World axes (LPS) of the screen: to the right, downwards, through; +1 or -1 as they increase. */
const WISHES: Record<Plane, { axes: Vec3; across: number; down: number }> = {
  axial: { axes: [0, 1, 2], across: 1, down: 1 },
  coronal: { axes: [0, 2, 1], across: 1, down: -1 },
  sagittal: { axes: [1, 2, 0], across: 1, down: -1 },
};

const ORDERS: readonly (readonly [Axis, Axis, Axis])[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** The voxel axis nearest to each world axis. */
function axesOfWorld({ direction }: Grid): readonly [Axis, Axis, Axis] {
  const fit = (order: readonly [Axis, Axis, Axis]) =>
    AXES.reduce<number>((sum, world) => sum + Math.abs(direction[world][order[world]]), 0);
  return ORDERS.reduce((best, order) => (fit(order) > fit(best) + 1e-9 ? order : best));
}

/** The section of a grid nearest to a plane of the body. Radiological: the patient's left is on the screen's right. */
export function sectionOf(grid: Grid, plane: Plane, radiological: boolean): Section {
  const order = axesOfWorld(grid);
  const { axes, across, down } = WISHES[plane];
  const [right, below, away] = axes as unknown as [Axis, Axis, Axis];
  const mirrored = right === 0 && !radiological ? -1 : 1;
  return {
    across: order[right],
    down: order[below],
    through: order[away],
    flipAcross: grid.direction[right][order[right]] * across * mirrored < 0,
    flipDown: grid.direction[below][order[below]] * down < 0,
  };
}

/** The plane in which a grid was acquired: the one with the finest pixels. */
export function planeOf(grid: Grid): Plane {
  const spacing = (plane: Plane) => grid.spacing_mm[sectionOf(grid, plane, true).through];
  return PLANES.reduce((best, plane) => (spacing(plane) > spacing(best) + 1e-6 ? plane : best));
}

/** Pixel (column, row) and slice of a voxel position, continuous or whole. */
export function pixelOf({ across, down, through, flipAcross, flipDown }: Section, { size }: Grid, voxel: Vec3): Vec3 {
  const turned = (axis: Axis, flip: boolean) => (flip ? size[axis] - 1 - voxel[axis] : voxel[axis]);
  return [turned(across, flipAcross), turned(down, flipDown), voxel[through]];
}

/** The inverse of `pixelOf`. */
export function voxelOf(
  { across, down, through, flipAcross, flipDown }: Section,
  { size }: Grid,
  [x, y, slice]: Vec3,
): Vec3 {
  const voxel: [number, number, number] = [0, 0, 0];
  voxel[across] = flipAcross ? size[across] - 1 - x : x;
  voxel[down] = flipDown ? size[down] - 1 - y : y;
  voxel[through] = slice;
  return voxel;
}

const LETTERS: readonly [string, string][] = [
  ["R", "L"],
  ["A", "P"],
  ["I", "S"],
];

/** Where a world direction (LPS) points: the strongest letter first; further ones where it is oblique. */
export const letters = (direction: Vec3): string =>
  AXES.filter((axis) => Math.abs(direction[axis]) > 0.2)
    .sort((a, b) => Math.abs(direction[b]) - Math.abs(direction[a]))
    .map((axis) => LETTERS[axis]?.[direction[axis] > 0 ? 1 : 0])
    .join("");

/** Letters at the edges of the screen. */
export function edgeLetters(
  section: Section,
  grid: Grid,
): { left: string; right: string; top: string; bottom: string } {
  const turn = (axis: Axis, flip: boolean) => column(grid, axis).map((c) => (flip ? -c : c)) as unknown as Vec3;
  const minus = (vector: Vec3) => vector.map((c) => -c) as unknown as Vec3;
  const right = turn(section.across, section.flipAcross);
  const bottom = turn(section.down, section.flipDown);
  return { left: letters(minus(right)), right: letters(right), top: letters(minus(bottom)), bottom: letters(bottom) };
}
