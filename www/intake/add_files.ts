// Adds files to the case: joins pairs, reads what they hold, guesses their roles. A bad file never removes a good one.
import { problemOf } from "../core/protocol/problem.ts";
import type { Role } from "../core/roles.ts";
import { type Entry, entries, entryOf, imageSize, pool } from "../core/store.ts";
import { never } from "../core/task.ts";
import { type Sentence, say } from "../language/index.ts";
import { joinDataFiles } from "./data_files.ts";
import { type Found, isHalf, joinPairs, MAX_FILES, sameBytes } from "./files.ts";
import { firstFile_ms, notes } from "./state.ts";

let nextId = 1;

const change = (id: number, part: Partial<Entry>) => {
  entries.value = entries.value.map((entry) => (entry.id === id ? { ...entry, ...part } : entry));
};

/** Adds the files of a drop or a dialog. */
export async function addFiles(found: readonly Found[]): Promise<void> {
  if (found.length === 0) {
    notes.value = [() => say.files.nothingThere];
    return;
  }
  if (found.length > MAX_FILES) {
    notes.value = [() => say.files.tooMany(MAX_FILES)];
    return;
  }
  // From the first file on, the page makes no request; the ledger on the screen of the machine shows when that was.
  firstFile_ms.value ??= performance.now();
  takeAgain(found);
  const twins: Sentence[] = [];
  const added: Entry[] = [];
  const namesOf = async (file: File) => (await pool.value?.run(never, "dataFiles", { source: { file } })) ?? [];
  const all = [...found, ...takeHalves(found)];
  for (const { path, file, data } of await joinDataFiles(joinPairs(all), all, namesOf)) {
    const twin = await twinOf(file, added);
    if (twin) twins.push(() => (twin.path === path ? say.files.already(path) : say.files.twin(path, twin.path)));
    else added.push({ id: nextId++, path, file, data, role: "none", why: null });
  }
  notes.value = twins;
  entries.value = [...entries.value, ...added];
  await Promise.all(added.map((entry) => read(entry)));
  await guess();
  await readForImage();
}

/** Adds entries that are read and named already: volumes of a study, and the mask that was drawn on them. */
export async function addRead(found: readonly Omit<Entry, "id">[]): Promise<void> {
  firstFile_ms.value ??= performance.now();
  const added = found.map((entry) => ({ ...entry, id: nextId++ }));
  entries.value = [...entries.value, ...added];
  await Promise.all(added.filter(({ inspection }) => !inspection).map((entry) => read(entry)));
}

/** The images' size says which axis of a mask with several volumes counts these: the mask is read again when that is known. */
async function readForImage(): Promise<void> {
  const [mask, size] = [entryOf("mask"), imageSize.value];
  if (mask?.inspection && mask.inspection.volumes > 1 && size) await read(mask, size);
}

/** Takes earlier files out of the list that are half of a pair, in case their other half comes now. */
function takeHalves(found: readonly Found[]): Found[] {
  if (!found.some(({ path }) => isHalf(path))) return [];
  const halves = entries.value.filter((entry) => isHalf(entry.path) && !entry.data && entry.problem);
  entries.value = entries.value.filter((entry) => !halves.includes(entry));
  return halves.map(({ path, file }) => ({ path, file }));
}

/** Removes files whose reading crashed and that are added again: they are read anew. */
function takeAgain(found: readonly Found[]) {
  const comes = (entry: Entry) => entry.problem?.kind === "crash" && found.some(({ path }) => path === entry.path);
  entries.value = entries.value.filter((entry) => !comes(entry));
}

/** A file already in the list with the same bytes. */
async function twinOf(file: File, added: readonly Entry[]): Promise<Entry | undefined> {
  for (const entry of [...entries.value, ...added]) {
    if (await sameBytes(entry.file, file).catch(() => false)) return entry;
  }
  return undefined;
}

/** Reads what a file holds. */
async function read({ id, file, data, segment }: Entry, imageSize?: readonly number[]): Promise<void> {
  try {
    const inspection = await pool.value?.run(never, "inspect", { source: { file, data, segment, imageSize } });
    if (inspection) change(id, { inspection });
  } catch (thrown) {
    change(id, { problem: problemOf(thrown) });
  }
}

/** Guesses the roles of all files by their names beside each other, but for those whose role was chosen. */
async function guess(): Promise<void> {
  const named = entries.value.flatMap(({ id, path, inspection }) =>
    inspection ? [{ id, path, voxels: inspection.voxels }] : [],
  );
  const guessed = (await pool.value?.run(never, "guess", { files: named })) ?? [];
  const byId = new Map(named.map(({ id }, at) => [id, guessed[at]]));
  entries.value = entries.value.map((entry) => {
    const found = entry.why === undefined ? undefined : byId.get(entry.id);
    return found ? { ...entry, ...found } : entry;
  });
}

export const setRole = (id: number, role: Role) => {
  change(id, { role, why: undefined });
  void readForImage();
};

export const remove = (id: number) => {
  entries.value = entries.value.filter((entry) => entry.id !== id);
  notes.value = [];
};
