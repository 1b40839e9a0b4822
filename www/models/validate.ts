// Judges the model in use on the cases of the feature table, and makes a model file for the place they are from.
import { signal } from "@preact/signals";
import { Held } from "../core/protocol/held.ts";
import type { Problem, Update, Validation } from "../core/protocol/index.ts";
import { problemOf } from "../core/protocol/problem.ts";
import * as state from "../core/store.ts";
import { never } from "../core/task.ts";
import { useModelFile } from "./open_model.ts";
import type { Table } from "./state.ts";

/** What was found of a model on a table, and the model file that was made of both. */
export interface Judged {
  sha256: string;
  table: Table;
  found: Validation;
  made: { file: Held<"model">; update: Update; sha256: string } | null;
}

export const judged = signal<Judged | null>(null);
export const judging = signal(false);
export const judgeProblem = signal<Problem | null>(null);

/** How the table was extracted, where that is known: another model's features are refused. */
const sourceOf = ({ source }: Table) => source && { settings: source.settings, deep: source.deep };

async function run(work: () => Promise<void>): Promise<void> {
  judging.value = true;
  judgeProblem.value = null;
  try {
    await work();
  } catch (thrown) {
    judgeProblem.value = problemOf(thrown);
  } finally {
    judging.value = false;
  }
}

/** Judges the model in use on a table. */
export const judge = (table: Table) =>
  run(async () => {
    judged.value = null;
    const [pool, used] = [state.pool.value, state.model.value];
    if (!pool || !used) return;
    const job = { model: used.model, table: table.text, source: sourceOf(table) };
    const found = await pool.run(never, "validate", job);
    judged.value = { sha256: used.description.sha256, table, found, made: null };
  });

/** Makes a model file for the place; `update` is null for what the closed test chooses. */
export const bring = (update: Update | null) =>
  run(async () => {
    const [pool, used, now] = [state.pool.value, state.model.value, judged.value];
    if (!pool || !used || !now) return;
    const text = await pool.run(never, "recalibrate", { model: used.model, table: now.table.text, update });
    const file = new Held("model", text);
    const { recalibrated, sha256 } = await pool.run(never, "describe", { model: file });
    if (recalibrated && judged.value === now)
      judged.value = { ...now, made: { file, update: recalibrated.update, sha256 } };
  });

/** Puts the model file that was made in use. */
export const useMade = () =>
  run(async () => {
    const made = judged.value?.made;
    if (made) await useModelFile(made.file, "trained");
  });
