// Zip archives among the files that come: what is in them takes their place, as if the archive had been a folder. The core reads
// them, within its bounds; nothing of them is written anywhere.
import { problemOf } from "../core/protocol/problem.ts";
import { pool } from "../core/store.ts";
import { never } from "../core/task.ts";
import { type Sentence, say } from "../language/index.ts";
import { sentence } from "../language/problem.ts";
import { type Found, isClutter } from "./files.ts";

/** Most bytes that the archives of one drop may have when they are unpacked. */
const MOST_BYTES = 2e9;

/** Files that came, with notes on archives. */
export interface Unpacked {
  found: readonly Found[];
  notes: readonly Sentence[];
}

/** Whether it is an archive of files: spreadsheets and arrays of Python are written as zip, too. */
async function isArchive({ path, file }: Found): Promise<boolean> {
  if (/\.(xlsx|xlsm|docx|pptx|ods|odt|odp|npz|jar)$/i.test(path)) return false;
  const start = new Uint8Array(
    await file
      .slice(0, 4)
      .arrayBuffer()
      .catch(() => new ArrayBuffer(0)),
  );
  // One without files begins otherwise, and is told as what it is where files are read.
  return [0x50, 0x4b, 3, 4].every((byte, at) => start[at] === byte);
}

/** The path of an archive's file below that of the archive, with no way out of it. */
function within(archive: string, name: string): string {
  const parts = name.replaceAll("\\", "/").split("/");
  return [archive.replace(/\.zip$/i, ""), ...parts.filter((part) => !["", ".", ".."].includes(part))].join("/");
}

/** The files, those of archives in their place; at most `most` and one more, by which too many are known. */
export async function unpacked(coming: readonly Found[], most: number): Promise<Unpacked> {
  const found: Found[] = [];
  const notes: Sentence[] = [];
  let left = MOST_BYTES;
  for (const one of coming) {
    if (!(await isArchive(one))) {
      found.push(one);
      continue;
    }
    let holds = 0;
    try {
      for await (const inner of inside(one)) {
        left -= inner.file.size;
        holds++;
        if (left < 0 || found.length > most) break;
        if (await isArchive(inner)) notes.push(() => say.files.zipInZip(inner.path));
        else found.push(inner);
      }
      if (holds === 0 && pool.value) notes.push(() => say.files.zipEmpty(one.path));
    } catch (thrown) {
      const problem = problemOf(thrown);
      notes.push(() => say.terms.labelled(one.path, sentence(problem)));
    }
  }
  if (left < 0) notes.push(() => say.files.zipTooLarge(MOST_BYTES / 1e9));
  return { found, notes };
}

/** The files in an archive, one after the other. */
async function* inside({ path, file }: Found): AsyncGenerator<Found> {
  const workers = pool.value;
  if (!workers) return;
  for (const [at, name] of (await workers.run(never, "zipNames", { file })).entries()) {
    const own = within(path, name);
    if (isClutter(own)) continue;
    const bytes = await workers.run(never, "zipEntry", { file, at });
    yield { path: own, file: new File([bytes], own.split("/").at(-1) ?? name) };
  }
}
