// Files as the core takes them.
import type { Source } from "../protocol/index.ts";
import { unreadable } from "../protocol/problem.ts";

/** The bytes of one file. */
async function bytes(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Both parts of an image; a pair's voxels are in a file of their own. */
export async function parts(source: Source): Promise<[Uint8Array, Uint8Array | undefined]> {
  return [await bytes(source.file), source.data && (await bytes(source.data))];
}
