// NRRD headers name the files that hold their voxels: those of the dropped set that lie below the header's folder are joined.
import type { Source } from "../core/protocol/index.ts";
import type { Found } from "./files.ts";

/** Names that a header gives, relative to its folder. */
type NamesOf = (file: File) => Promise<readonly string[]>;

const isHeader = (path: string) => /\.nhdr$/i.test(path);
const folder = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/**
 * The same files; of a header and its data files one entry remains. Where one of those is missing there is none of them, and
 * the reading says which.
 */
export async function joinDataFiles(
  entries: readonly (Found & Source)[],
  all: readonly Found[],
  namesOf: NamesOf,
): Promise<(Found & Source)[]> {
  const files = new Map(all.map(({ path, file }) => [path.normalize(), file]));
  const taken = new Set<File>();
  const joined = [];
  for (const entry of entries) {
    const names = isHeader(entry.path) ? await namesOf(entry.file).catch(() => null) : null;
    const data = names?.flatMap((name) => files.get((folder(entry.path) + name).normalize()) ?? []) ?? [];
    // A header among them, or this one, is no file of voxels; reading it says so.
    for (const file of data) if (!isHeader(file.name)) taken.add(file);
    const whole = data.length > 0 && data.length === names?.length ? data : undefined;
    joined.push(names ? { ...entry, data: whole } : entry);
  }
  return joined.filter(({ file }) => !taken.has(file));
}
