// Takes the cases of a batch from a folder, a BIDS tree or a list; ages can be corrected by hand.
import { batch } from "@preact/signals";
import type { Pool } from "../core/bridge.ts";
import type { Problem } from "../core/protocol/index.ts";
import { runTask } from "../core/task.ts";
import { type Found, MAX_COHORT_FILES } from "../intake/files.ts";
import { say } from "../language/index.ts";
import { sentence } from "../language/problem.ts";
import { agesOf, type Grouped, grouped, listed } from "./cases.ts";
import { type BatchCase, batchNote, busy, cases } from "./state.ts";

let nextId = 1;

/** A case without its row, as it has to be run again. */
export const unanswered = (one: BatchCase): BatchCase => ({
  ...one,
  state: "waiting",
  row: undefined,
  line: undefined,
  problem: undefined,
  kept: false,
});
/** Shows a problem that belongs to no single case. */
export const refuse = (problem: Problem) => {
  batchNote.value = () => sentence(problem);
};

/** Takes the cases of dropped or chosen files. */
export async function takeCases(coming: Promise<readonly Found[]> | readonly Found[]): Promise<void> {
  if (busy.value) return;
  const work = async (pool: Pool, signal: AbortSignal) => {
    const found = await coming;
    if (found.length > MAX_COHORT_FILES) {
      batchNote.value = () => say.batch.tooMany(MAX_COHORT_FILES);
      return;
    }
    const list = found.find(({ path }) => /\.csv$/i.test(path));
    const people = found.find(({ path }) => /(^|\/)participants\.tsv$/.test(path));
    const ages = people ? agesOf(await people.file.text()) : new Map<string, number>();
    const rows = list && (await pool.run(signal, "caseList", { table: await list.file.text() }));
    const guess = (paths: string[]) =>
      pool.run(signal, "guess", { files: paths.map((path) => ({ path, voxels: "unknown" as const })) });
    const made: Grouped[] = list && rows ? listed(rows, list.path, found) : await grouped(found, ages, guess);
    batch(() => {
      cases.value = made.map((one) => ({ ...one, id: nextId++, state: "waiting" }));
      batchNote.value = made.length > 0 ? null : () => say.batch.none;
    });
  };
  await runTask(work, { failed: refuse });
}

export const setAge = (id: number, text: string) => {
  const years = Number(text.replace(",", "."));
  const age = text.trim() !== "" && Number.isFinite(years) ? years : null;
  cases.value = cases.value.map((one) => (one.id === id ? unanswered({ ...one, age }) : one));
};
