// Voxels and where they lie, as the core gives and takes them. Types only, no code.

export type Vec3 = readonly [number, number, number];

/**
 * world = origin_mm + direction · (voxel ∘ spacing_mm), LPS mm; voxels are counted from 0 at the centre of the first.
 */
export interface Grid {
  size: Vec3;
  spacing_mm: Vec3;
  origin_mm: Vec3;
  /** By rows; column j is the world direction of voxel axis j. */
  direction: readonly [Vec3, Vec3, Vec3];
}

/** Voxels of a file with their grid. */
export interface Picture<Voxels = Float32Array | Int32Array> {
  grid: Grid;
  voxels: Voxels;
}

/** What agrees between a mask's grid and an image's, and how much of a label lies within the image. */
export interface MaskFit {
  /** The grids count as one: the mask is taken as it is. */
  same: boolean;
  same_size: boolean;
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
  boxes: [number, number];
}

/** Labels in a box of an image's voxels, outside of which there are none. */
export interface Carried {
  low: Vec3;
  size: Vec3;
  voxels: Int32Array;
}

/** How a mask lies on an image, and its labels there; null where the grids count as one. */
export interface MaskOnImage {
  fit: MaskFit;
  carried: Carried | null;
}
