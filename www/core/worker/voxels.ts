// Voxels on their way to the page: handed over, not copied.
import { MaskVoxels } from "../../../pkg/discern.js";
import type { Jobs, MaskOnImage, Op, Results } from "../protocol/index.ts";

/** A mask on images, each given by its grid. */
export function place({ picture: { grid, voxels }, label, grids, tolerance }: Jobs["place"]): MaskOnImage[] {
  const mask = new MaskVoxels(grid, voxels);
  const found = grids.map((image) => mask.on(image, label, tolerance ?? undefined));
  mask.free();
  return found;
}

/** What is handed over rather than copied. */
export function memory(ok: Results[Op]): Transferable[] {
  if (ok instanceof Uint8Array || ok instanceof Uint32Array) return [ok.buffer as ArrayBuffer];
  if (Array.isArray(ok))
    return ok.flatMap((one) => {
      const carried = typeof one === "object" && "carried" in one ? one.carried : null;
      return (carried?.voxels.buffer ?? []) as Transferable[];
    });
  return typeof ok === "object" && "voxels" in ok && typeof ok.voxels === "object"
    ? [ok.voxels.buffer as ArrayBuffer]
    : [];
}
