// Voxels on their way to the page: handed over, not copied.
import { MaskVoxels } from "../../../pkg/discern.js";
import type { Grid, MaskOnImage, Op, Picture, Results } from "../protocol/index.ts";

/** A mask on images, each given by its grid. */
export function place({ grid, voxels }: Picture<Int32Array>, label: number, grids: readonly Grid[]): MaskOnImage[] {
  const mask = new MaskVoxels(grid, voxels);
  const found = grids.map((image) => mask.on(image, label) as MaskOnImage);
  mask.free();
  return found;
}

/** What is handed over rather than copied. */
export function memory(ok: Results[Op]): Transferable[] {
  if (typeof ok === "string") return [];
  if (Array.isArray(ok)) return ok.flatMap(({ carried }) => carried?.voxels.buffer ?? []) as ArrayBuffer[];
  return [(ok instanceof Uint8Array ? ok : ok.voxels).buffer as ArrayBuffer];
}
