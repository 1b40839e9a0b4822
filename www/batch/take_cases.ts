// Takes the cases of a batch from a folder, a BIDS tree or a list; ages and files can be chosen by hand.
import { batch } from "@preact/signals";
import { readAge } from "../core/age.ts";
import type { Pool } from "../core/bridge.ts";
import { ageUnread } from "../core/protocol/batch_problems.ts";
import type { Problem } from "../core/protocol/index.ts";
import { runTask } from "../core/task.ts";
import { joinDataFiles } from "../intake/data_files.ts";
import { type Found, joinPairs, MAX_COHORT_FILES } from "../intake/files.ts";
import { unpacked } from "../intake/unpack.ts";
import { type Sentence, say } from "../language/index.ts";
import { sentence } from "../language/problem.ts";
import { type Chosen, type FileRole, type Grouped, namesIn, ofFolders, ofList } from "./cases.ts";
import { decoded } from "./decode.ts";
import { type List, listAmong } from "./lists.ts";
import { type BatchCase, batchNotes, busy, cases } from "./state.ts";

let nextId = 1;

/** A case without its row, as it has to be run again. */
export const unanswered = (one: BatchCase): BatchCase => ({
  ...one,
  state: "waiting",
  row: undefined,
  problem: undefined,
  kept: false,
});
/** Shows a problem that belongs to no single case. */
export const refuse = (problem: Problem) => {
  batchNotes.value = [() => sentence(problem)];
};

/** Cases, and notes about the files. */
interface Taken {
  made: Grouped[];
  notes: Sentence[];
}

/** Takes the cases of dropped or chosen files; `told` is said beside what is to be said of them. */
export async function takeCases(
  coming: Promise<readonly Found[]> | readonly Found[],
  told: readonly Sentence[] = [],
): Promise<void> {
  if (busy.value) return;
  const work = async (pool: Pool, signal: AbortSignal) => {
    const { found, notes: ofArchives } = await unpacked(await coming, MAX_COHORT_FILES);
    if (found.length > MAX_COHORT_FILES) {
      batchNotes.value = [() => say.batch.tooMany(MAX_COHORT_FILES)];
      return;
    }
    const { list, notes } = await listAmong(found);
    const namesOf = (file: File) => pool.run(signal, "dataFiles", { source: { file } });
    const joined = await joinDataFiles(joinPairs(found), found, namesOf);
    const taken = list ? await byList(pool, signal, list, joined) : await byFolders(pool, signal, joined);
    batch(() => {
      cases.value = taken.made.map((one) => ({ ...one, id: nextId++, state: "waiting" }));
      const none: Sentence[] = taken.made.some(({ leftOut }) => !leftOut) ? [] : [() => say.batch.none];
      batchNotes.value = [...told, ...none, ...ofArchives, ...notes, ...taken.notes];
    });
  };
  await runTask(work, { failed: refuse });
}

async function byFolders(pool: Pool, signal: AbortSignal, joined: readonly Chosen[]): Promise<Taken> {
  const notes: Sentence[] = [];
  const participants: { path: string; text: string }[] = [];
  for (const { path, file } of joined.filter(({ path }) => /(^|\/)participants\.tsv$/i.test(path))) {
    const read = await decoded(file);
    if (read) participants.push({ path, text: read.text });
    else notes.push(() => say.batch.notText(path));
  }
  const paths = joined.map(({ path }) => path);
  return { made: ofFolders(await pool.run(signal, "folderCases", { paths, participants }), joined), notes };
}

async function byList(pool: Pool, signal: AbortSignal, list: List, joined: readonly Chosen[]): Promise<Taken> {
  const rows = await pool.run(signal, "caseList", { table: list.text });
  const paths = joined.map(({ path }) => path);
  const places = await pool.run(signal, "findListed", { list: list.path, names: namesIn(rows), paths });
  const found = [...places].map((place) => joined[place]);
  const used = new Set(found);
  const rest = joined.filter((file) => !used.has(file) && /\.(nii|hdr|img|nrrd|nhdr)(\.gz)?$/i.test(file.path));
  const notes: Sentence[] = rest.length > 0 ? [() => say.batch.notListed(rest.length, rest[0]?.path ?? "")] : [];
  return { made: ofList(rows, found), notes };
}

const change = (id: number, part: Partial<BatchCase>) => {
  cases.value = cases.value.map((one) => (one.id === id ? unanswered({ ...one, ...part }) : one));
};

export const setAge = (id: number, text: string) => {
  const { years, refused } = readAge(text);
  change(id, { age: years, ageText: text, ageProblem: refused ? ageUnread(text, refused) : null });
};

/** What is said of a clinical input of a case. */
export const setTold = (one: BatchCase, name: string, text: string) =>
  change(one.id, { told: [...one.told.filter((other) => other.name !== name), { name, text }] });

/** Chooses one of the files that claim a role. */
export const chooseFile = (one: BatchCase, role: FileRole, path: string) => {
  const files = one.claimed[role]?.filter((file) => file.path === path) ?? [];
  change(one.id, { claimed: { ...one.claimed, [role]: files } });
};
