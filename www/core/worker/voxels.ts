// Voxels on their way to the page: handed over, not copied.
import { type Picture, Scan } from "../../../pkg/discern.js";
import type { Op, Results, Source } from "../protocol/index.ts";
import { parts } from "./files.ts";

/** Voxels out of the core with their grid; the copy in the core is given up. */
export async function picture<V>(source: Source, open: (scan: Scan) => Picture, take: (picture: Picture) => V) {
  const opened = open(new Scan(...(await parts(source))));
  const found = { grid: [...opened.grid()], voxels: take(opened) };
  opened.free();
  return found;
}

/** What is handed over rather than copied. */
export function memory(ok: Results[Op]): Transferable[] {
  if (typeof ok === "string") return [];
  return [(ok instanceof Uint8Array ? ok : ok.voxels).buffer as ArrayBuffer];
}
