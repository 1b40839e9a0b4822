// Runs a batch: one case after another, each in parallel on the workers. Finished rows stay when it is cancelled.
import { deepRequired } from "../answer/state.ts";
import type { Pool } from "../core/bridge.ts";
import { asksAge, toldOf } from "../core/clinical.ts";
import { extract } from "../core/extract.ts";
import { absentFile, fileNotFound, roleTwice } from "../core/protocol/batch_problems.ts";
import { Held } from "../core/protocol/held.ts";
import type { CaseLine, Problem, Sequence } from "../core/protocol/index.ts";
import { problemOf } from "../core/protocol/problem.ts";
import * as state from "../core/store.ts";
import { deepFeatures } from "../deep/deep_features.ts";
import { keyOf } from "./cache.ts";
import { asked, fileOf, maskOf } from "./cases.ts";
import { recall, remember } from "./kept_rows.ts";
import { type BatchCase, batchLabel, cases, keeps, madeWith, tableOf, task, wouldMakeWith } from "./state.ts";
import { refuse, unanswered } from "./take_cases.ts";

const change = (id: number, part: Partial<BatchCase>) => {
  cases.value = cases.value.map((one) => (one.id === id ? { ...one, ...part } : one));
};

/** Why a case cannot be measured as it stands. */
function inTheWay(one: BatchCase): Problem | null {
  const [role] = asked(one);
  const [name] = one.lacking;
  if (one.leftOut) return one.leftOut;
  if (role) {
    const files = (one.claimed[role] ?? []).map(({ path }) => path);
    return roleTwice(role, files);
  }
  if (name !== undefined) return fileNotFound(name);
  return asksAge.value ? one.ageProblem : null;
}

/** What is said of those clinical inputs that the model in use asks for. */
const clinicalOf = ({ told }: BatchCase) => toldOf(Object.fromEntries(told.map(({ name, text }) => [name, text])));

/** Image and mask of a sequence. */
function pair(one: BatchCase, sequence: Sequence) {
  const [image, mask] = [fileOf(one, sequence), maskOf(one, sequence)];
  if (!image) throw absentFile(sequence, "image");
  if (!mask) throw absentFile(sequence, "mask");
  return { image, mask };
}

/** Measures one case and gives its row of the table. */
async function answer(
  pool: Pool,
  signal: AbortSignal,
  { model, description }: state.ModelInUse,
  one: BatchCase,
): Promise<CaseLine> {
  const pairs = description.sequences.map((sequence) => ({ sequence, ...pair(one, sequence) }));
  const label = batchLabel.value;
  const sequences = await Promise.all(
    pairs.map((pair) => extract(pool, signal, { model, parts: description.parts, ...pair, label })),
  );
  const [first] = pairs;
  const images = pairs.map(({ sequence, image }) => ({ sequence, source: image }));
  const found =
    deepRequired.value && first
      ? await deepFeatures(pool, signal, { model, images, mask: first.mask, label: batchLabel.value }, () => {})
      : null;
  const deep = found?.sequences.map((one) => one.deep) ?? [];
  const measured = new Held("case", {
    age_years: one.age,
    clinical: clinicalOf(one),
    sequences,
    deep,
    mask_changes: [],
    perturbed: [],
  });
  return pool.run(signal, "caseLine", { model, case: measured, name: one.name });
}

async function work(pool: Pool, signal: AbortSignal, used: state.ModelInUse, one: BatchCase): Promise<void> {
  change(one.id, { state: "running", problem: undefined });
  try {
    const problem = inTheWay(one);
    if (problem) throw problem;
    const sources = [...Object.values(one.claimed).flat(), ...Object.values(one.masks)];
    const files = sources.flatMap(({ file, data }) => [file, data ?? []].flat());
    const key = keeps.value
      ? await keyOf(
          [
            VERSION,
            one.name,
            String(one.age),
            JSON.stringify(clinicalOf(one)),
            String(batchLabel.value),
            used.model.content,
            String(deepRequired.value),
          ],
          files,
        )
      : "";
    const before = await recall(key);
    const row = before ?? (await answer(pool, signal, used, one));
    change(one.id, { state: "done", row, kept: before !== undefined });
    if (!before) await remember(key, row);
  } catch (thrown) {
    if (signal.aborted) return change(one.id, { state: "waiting" });
    change(one.id, { state: "failed", problem: problemOf(thrown) });
  }
}

/** Runs all cases that are not finished. */
export async function runBatch(): Promise<void> {
  const used = state.model.value;
  if (used) await task.run((pool, signal) => runCases(pool, signal, used), { failed: refuse });
}

async function runCases(pool: Pool, signal: AbortSignal, used: state.ModelInUse): Promise<void> {
  // Rows made with another model or label cannot stand in the same table.
  if (madeWith.value !== wouldMakeWith.value) cases.value = cases.value.map(unanswered);
  madeWith.value = wouldMakeWith.value;
  tableOf.value = { model: used.model, header: await pool.run(signal, "answersHeader", { model: used.model }) };
  for (const { id } of cases.value) {
    const one = cases.value.find((now) => now.id === id);
    if (signal.aborted) return;
    if (one && one.state !== "done") await work(pool, signal, used, one);
  }
}

export const stopBatch = task.cancel;
