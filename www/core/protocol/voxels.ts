// Voxels and where they lie, as the page draws them: it changes no grid.
import type { CarriedBox, Geometry } from "./core.ts";

export type Vec3 = readonly [number, number, number];

type Fixed<T> = T extends number ? T : { readonly [K in keyof T]: Fixed<T[K]> };

/** A grid of the core, left as it is. */
export type Grid = Fixed<Geometry>;

/** Voxels of a file or a drawing with their grid. */
export interface Picture<Voxels = Float32Array | Int32Array> {
  grid: Grid;
  voxels: Voxels;
}

/** Labels in a box of an image's voxels, outside of which there are none. */
export type Carried = Pick<CarriedBox, "voxels"> & { low: Vec3; size: Vec3 };
