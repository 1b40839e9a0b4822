// The crosshair: its position in every image, moving it, zoom and pan; and which image and mask are shown.
import type { Sequence } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { centreOf, column, type Vec3, voxelFromWorld, worldFromVoxel } from "./drawing/grid.ts";
import { type Plane, pixelOf, type Section, sectionOf, voxelOf } from "./drawing/section.ts";
import * as viewer from "./state.ts";

/** The voxels of a sequence; undefined until they are loaded. */
export function scanOf(sequence: Sequence): viewer.Scan | undefined {
  const entry = state.entryOf(sequence);
  const found = entry && viewer.loaded.value.get(entry.id);
  return found?.state === "image" ? found.scan : undefined;
}

/** The mask of the case; undefined until it is loaded. */
export function maskOf(): viewer.Labels | undefined {
  const entry = state.entryOf("mask");
  const found = entry && viewer.loaded.value.get(entry.id);
  return found?.state === "mask" ? found.labels : undefined;
}

/** The mask shown over the images: the one being drawn, else that of the case. */
export const shownMask = (): (viewer.Labels & { version: number }) | undefined => {
  const drawn = viewer.drawing.value;
  if (drawn) return { grid: drawn.grid, voxels: drawn.voxels, version: drawn.version };
  const mask = maskOf();
  return mask && { ...mask, version: 0 };
};

/** The label being drawn, else the label of the lesion. */
export const labelInUse = () => viewer.drawing.value?.label ?? state.chosenLabel.value ?? 1;

/** Moves the crosshair into the middle of the lesion. */
export function toLesion(): void {
  const mask = shownMask();
  const found = mask && centreOf(mask.voxels, labelInUse(), mask.grid);
  if (found) viewer.cursor.value = found.world;
}

export const sectionIn = (scan: viewer.Scan): Section =>
  sectionOf(scan.grid, viewer.plane.value, viewer.radiological.value);

/** The position of the crosshair in an image: pixel and slice, not rounded. */
export function cursorIn(scan: viewer.Scan): Vec3 | null {
  const world = viewer.cursor.value;
  return world && pixelOf(sectionIn(scan), scan.grid, voxelFromWorld(scan.grid, world));
}

/** The slice shown: the one nearest to the crosshair. */
export function shownSlice(scan: viewer.Scan, at: Vec3 | null): number {
  const slices = scan.grid.size[sectionIn(scan).through];
  return Math.min(slices - 1, Math.max(0, Math.round(at?.[2] ?? 0)));
}

/** Puts the crosshair on a pixel position of a slice. */
export function lookAt(scan: viewer.Scan, pixel: Vec3): void {
  const { size } = scan.grid;
  const section = sectionIn(scan);
  const limit = (at: number, n: number) => Math.min(n - 0.5, Math.max(-0.5, at));
  const inside: Vec3 = [
    limit(pixel[0], size[section.across]),
    limit(pixel[1], size[section.down]),
    Math.min(size[section.through] - 1, Math.max(0, pixel[2])),
  ];
  viewer.cursor.value = worldFromVoxel(scan.grid, voxelOf(section, scan.grid, inside));
}

/** The world axis (LPS) that slices of a plane are counted along. */
const NORMALS: Record<Plane, 0 | 1 | 2> = { axial: 2, sagittal: 0, coronal: 1 };

/** Moves the crosshair by whole pixels and slices; +1 slice is towards head, left or front. */
export function step(scan: viewer.Scan, across: number, down: number, through: number): void {
  const at = cursorIn(scan);
  if (!at) return;
  const [axis, world] = [sectionIn(scan).through, NORMALS[viewer.plane.value]];
  const sign = (column(scan.grid, axis)[world] ?? 0) < 0 ? -1 : 1;
  lookAt(scan, [Math.round(at[0]) + across, Math.round(at[1]) + down, Math.round(at[2]) + sign * through]);
}

/** Zooms around the crosshair, or around the position the panels were moved to. */
export function zoomBy(factor: number): void {
  const zoom = Math.min(20, Math.max(1, viewer.zoom.value * factor));
  viewer.centre.value = zoom === 1 ? null : (viewer.centre.value ?? viewer.cursor.value);
  viewer.zoom.value = zoom;
}

/** Pans all panels by a number of pixels of one image. */
export function panBy(scan: viewer.Scan, across: number, down: number): void {
  const section = sectionIn(scan);
  const { size } = scan.grid;
  const middle: Vec3 = [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2];
  const from = viewer.centre.value ? voxelFromWorld(scan.grid, viewer.centre.value) : middle;
  const [x, y, slice] = pixelOf(section, scan.grid, from);
  viewer.centre.value = worldFromVoxel(scan.grid, voxelOf(section, scan.grid, [x + across, y + down, slice]));
}
