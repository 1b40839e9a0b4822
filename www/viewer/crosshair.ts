// Where one looks: what is to be seen, and the crosshair's way through it.
import type { Sequence } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { centreOf, column, type Vec3, voxelFromWorld, worldFromVoxel } from "./drawing/grid.ts";
import { type Plane, pixelOf, type Section, sectionOf, voxelOf } from "./drawing/section.ts";
import * as reading from "./state.ts";

/** The image of a sequence, once it is read. */
export function scanOf(sequence: Sequence): reading.Scan | undefined {
  const entry = state.entryOf(sequence);
  const found = entry && reading.loaded.value.get(entry.id);
  return found?.state === "image" ? found.scan : undefined;
}

/** The case's mask, once it is read. */
export function maskOf(): reading.Labels | undefined {
  const entry = state.entryOf("mask");
  const found = entry && reading.loaded.value.get(entry.id);
  return found?.state === "mask" ? found.labels : undefined;
}

/** What lies over the images: the mask being drawn, else the case's. */
export const shownMask = (): (reading.Labels & { version: number }) | undefined => {
  const drawn = reading.drawing.value;
  if (drawn) return { grid: drawn.grid, voxels: drawn.voxels, version: drawn.version };
  const mask = maskOf();
  return mask && { ...mask, version: 0 };
};

/** The label that is drawn or analysed. */
export const labelInUse = () => reading.drawing.value?.label ?? state.chosenLabel.value ?? 1;

/** Moves the crosshair into the middle of the lesion. */
export function toLesion(): void {
  const mask = shownMask();
  const found = mask && centreOf(mask.voxels, labelInUse(), mask.grid);
  if (found) reading.cursor.value = found.world;
}

export const sectionIn = (scan: reading.Scan): Section =>
  sectionOf(scan.grid, reading.plane.value, reading.radiological.value);

/** The crosshair's pixel and slice in an image, continuous. */
export function cursorIn(scan: reading.Scan): Vec3 | null {
  const world = reading.cursor.value;
  return world && pixelOf(sectionIn(scan), scan.grid, voxelFromWorld(scan.grid, world));
}

/** The slice an image shows: the one nearest to the crosshair. */
export function shownSlice(scan: reading.Scan, at: Vec3 | null): number {
  const slices = scan.grid.size[sectionIn(scan).through];
  return Math.min(slices - 1, Math.max(0, Math.round(at?.[2] ?? 0)));
}

/** Puts the crosshair on a pixel position of a slice. */
export function lookAt(scan: reading.Scan, pixel: Vec3): void {
  const { size } = scan.grid;
  const section = sectionIn(scan);
  const limit = (at: number, n: number) => Math.min(n - 0.5, Math.max(-0.5, at));
  const inside: Vec3 = [
    limit(pixel[0], size[section.across]),
    limit(pixel[1], size[section.down]),
    Math.min(size[section.through] - 1, Math.max(0, pixel[2])),
  ];
  reading.cursor.value = worldFromVoxel(scan.grid, voxelOf(section, scan.grid, inside));
}

/** The world axis (LPS) that slices of a plane are counted along. */
const NORMALS: Record<Plane, 0 | 1 | 2> = { axial: 2, sagittal: 0, coronal: 1 };

/** Moves by whole pixels and slices; a step up through the slices is towards head, left or front. */
export function step(scan: reading.Scan, across: number, down: number, through: number): void {
  const at = cursorIn(scan);
  if (!at) return;
  const [axis, world] = [sectionIn(scan).through, NORMALS[reading.plane.value]];
  const sign = (column(scan.grid, axis)[world] ?? 0) < 0 ? -1 : 1;
  lookAt(scan, [Math.round(at[0]) + across, Math.round(at[1]) + down, Math.round(at[2]) + sign * through]);
}

/** Zooms about the crosshair, or about where the panels were moved to. */
export function zoomBy(factor: number): void {
  const zoom = Math.min(20, Math.max(1, reading.zoom.value * factor));
  reading.centre.value = zoom === 1 ? null : (reading.centre.value ?? reading.cursor.value);
  reading.zoom.value = zoom;
}

/** Moves the middle of every panel by pixels of one image. */
export function panBy(scan: reading.Scan, across: number, down: number): void {
  const section = sectionIn(scan);
  const { size } = scan.grid;
  const middle: Vec3 = [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2];
  const from = reading.centre.value ? voxelFromWorld(scan.grid, reading.centre.value) : middle;
  const [x, y, slice] = pixelOf(section, scan.grid, from);
  reading.centre.value = worldFromVoxel(scan.grid, voxelOf(section, scan.grid, [x + across, y + down, slice]));
}
