// Finds the list of cases among dropped files. A list is what has a list's columns: another table among the files is reported, and
// not taken for one.

import type { Found } from "../intake/files.ts";
import type { Sentence } from "../language/index.ts";
import { say } from "../language/index.ts";
import { decoded } from "./decode.ts";

/** A list, as text. */
export interface List {
  path: string;
  text: string;
}

/** Columns by which a list is known. */
const IMAGES = ["t1", "t2", "t2fs", "t1ce"];

/** Whether the first line has a list's columns: the case, and at least two of its images. */
function isList(text: string): boolean {
  const [head = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  const columns = head.split(/[,;\t]/).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  return columns.includes("case") && IMAGES.filter((name) => columns.includes(name)).length >= 2;
}

/** The list among files, if there is one, and notes about tables that are none. */
export async function listAmong(found: readonly Found[]): Promise<{ list: List | null; notes: Sentence[] }> {
  const lists: List[] = [];
  const notes: Sentence[] = [];
  for (const { path, file } of found.filter(({ path }) => /\.(csv|tsv)$/i.test(path))) {
    if (/(^|\/)participants\.tsv$/i.test(path)) continue;
    const read = await decoded(file);
    if (!read) notes.push(() => say.batch.notText(path));
    else if (isList(read.text)) {
      lists.push({ path, text: read.text });
      if (read.encoding === "gb18030") notes.push(() => say.batch.readAs(path, "GB18030"));
    } else if (/\.csv$/i.test(path)) notes.push(() => say.batch.noList(path));
  }
  const [first, ...more] = lists;
  if (first && more.length > 0) {
    notes.push(() => say.batch.severalLists(say.terms.and(lists.map(({ path }) => path))));
    return { list: null, notes };
  }
  return { list: first ?? null, notes };
}
