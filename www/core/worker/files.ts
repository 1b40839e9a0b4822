// Files as the core takes them, and what is told when it breaks down.
import type { Problem, Source } from "../protocol/index.ts";

/** The bytes of one file. */
async function bytes(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    const problem: Problem = {
      kind: "file",
      thing: "file",
      expected: "to be readable",
      found: cause instanceof Error ? cause.message : String(cause),
      hint: "It may have been moved or changed since it was chosen; add it again.",
    };
    throw problem;
  }
}

/** Both parts of an image; a pair's voxels are in a file of their own. */
export async function parts(source: Source): Promise<[Uint8Array, Uint8Array | undefined]> {
  return [await bytes(source.file), source.data && (await bytes(source.data))];
}

export const isProblem = (thrown: unknown): thrown is Problem =>
  typeof thrown === "object" && thrown !== null && "kind" in thrown && "expected" in thrown;

/** What the page is told when the core itself broke down: out of memory, or a bug. */
export const crash = (thrown: unknown): Problem => ({
  kind: "crash",
  thing: "analysis",
  expected: "to run to its end",
  found: thrown instanceof Error ? thrown.message : String(thrown),
  hint: "The memory of the browser may be too small for this image; close other tabs and try again.",
});
