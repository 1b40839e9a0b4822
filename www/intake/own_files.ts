// Finds Discern's own files (model files, capsules) among others by their first bytes, whatever their names.
import type { Found } from "./files.ts";

/** A model file, or a case capsule. */
export type Kind = "model" | "capsule";

/** The kind of a file by its first bytes; null for any other file. */
async function kindOf(file: File): Promise<Kind | null> {
  const start = await file
    .slice(0, 200)
    .text()
    .catch(() => "");
  return (/^\s*\{\s*"schema"\s*:\s*"discern-(model|capsule)"/.exec(start)?.[1] as Kind | undefined) ?? null;
}

/** Files sorted by kind, each in their order. */
export async function byKind(found: readonly Found[]): Promise<Record<Kind | "other", readonly Found[]>> {
  const kinds = await Promise.all(found.map(({ file }) => kindOf(file)));
  const of = (kind: Kind | null) => found.filter((_, at) => kinds[at] === kind);
  return { model: of("model"), capsule: of("capsule"), other: of(null) };
}
