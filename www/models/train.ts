// Trains a model on a feature table and evaluates it, in a worker.
import { batch } from "@preact/signals";
import type { Pool } from "../core/bridge.ts";
import { describeModel } from "../core/columns.ts";
import { Held } from "../core/protocol/held.ts";
import type { Progress } from "../core/protocol/index.ts";
import { noFeatures, noTable, problemOf } from "../core/protocol/problem.ts";
import * as state from "../core/store.ts";
import { createTask, never } from "../core/task.ts";
import type { Found } from "../intake/files.ts";
import { bringUp } from "../ui/focus.ts";
import { useModelFile } from "./open_model.ts";
import * as study from "./state.ts";

const task = createTask();

/** Cancels the training or the evaluation; a model that was trained already stays. */
export const stop = task.cancel;

const isTable = ({ path }: Found) => /\.csv$/i.test(path);
const isProvenance = ({ path }: Found) => /\.provenance\.json$/i.test(path);
const isClinical = ({ path }: Found) => /clinical[^/]*\.ya?ml$/i.test(path);
const isParameters = (found: Found) => /\.ya?ml$/i.test(found.path) && !isClinical(found);
export const isModelFile = (found: Found) => /\.json$/i.test(found.path) && !isProvenance(found);

const last = (path: string) => path.split("/").at(-1) ?? path;

/**
 * Takes a feature table, with the settings of its extraction where they came along: both at once, as none is trained
 * without its own.
 */
export async function takeTable(found: readonly Found[]): Promise<void> {
  await readTable(found);
  // What came of it stands below the card of the model, out of sight where that is long.
  requestAnimationFrame(() => bringUp("#train-title"));
}

async function readTable(found: readonly Found[]): Promise<void> {
  const declaration = found.find(isClinical);
  const [csv, beside] = [found.find(isTable), found.find(isProvenance) ?? found.find(isParameters)];
  const before = study.table.value;
  if (!csv) {
    if (declaration && before) await addClinical(declaration, before);
    else if (!beside || !before) study.tableProblem.value = { name: found[0]?.path ?? "", problem: noTable };
    else await addSettings(beside, before);
    return;
  }
  try {
    const text = await csv.file.text();
    const contents = await state.pool.value?.run(never, "contents", { table: text });
    if (!contents) return;
    if (contents.sequences.length === 0) throw noFeatures;
    const { source, problem } = beside ? await settingsOf(beside, text) : { source: null, problem: null };
    const taken: study.Table = { name: last(csv.path), text, contents, source, clinical: null };
    batch(() => {
      study.table.value = taken;
      study.tableProblem.value = problem;
      study.training.value = { phase: "idle" };
      study.options.value = { ...study.options.value, name: taken.name.replace(/\.csv$/i, "") };
    });
    if (declaration) await addClinical(declaration, taken);
  } catch (thrown) {
    study.tableProblem.value = { name: csv.path, problem: problemOf(thrown) };
  }
}

/** Adds settings to a table that was chosen before. */
async function addSettings(beside: Found, table: study.Table): Promise<void> {
  const { source, problem } = await settingsOf(beside, table.text);
  batch(() => {
    if (source) study.table.value = { ...table, source };
    study.tableProblem.value = problem;
  });
}

/** Adds the clinical inputs that a file declares. */
async function addClinical(declaration: Found, table: study.Table): Promise<void> {
  try {
    const inputs = await state.pool.value?.run(never, "clinical", { text: await declaration.file.text() });
    if (inputs) study.table.value = { ...table, clinical: { inputs, from: last(declaration.path) } };
    study.tableProblem.value = null;
  } catch (thrown) {
    study.tableProblem.value = { name: declaration.path, problem: problemOf(thrown) };
  }
}

/** Settings from the `.provenance.json` of this very table, or from a parameter file; else the problem. */
async function settingsOf(
  found: Found,
  table: string,
): Promise<{ source: study.Table["source"]; problem: typeof study.tableProblem.value }> {
  try {
    const content = await found.file.text();
    const source = isProvenance(found)
      ? await state.pool.value?.run(never, "source", { table, provenance: content })
      : { settings: content, deep: null };
    return { source: source ? { ...source, from: last(found.path) } : null, problem: null };
  } catch (thrown) {
    return { source: null, problem: { name: found.path, problem: problemOf(thrown) } };
  }
}

/** The clinical inputs beside a table, as an option of the training; age alone without any. */
const declaredIn = ({ clinical }: study.Table) => (clinical ? { clinical: clinical.inputs } : {});

/** Shows the progress of a stage. */
function show(doing: "train" | "evaluate") {
  const onProgress = (progress: Progress) => (study.training.value = { phase: "busy", doing, progress });
  onProgress({ done: 0, total: 0, next: null });
  return onProgress;
}

/** Trains a model on the table, then evaluates it on the same table. */
export async function develop(): Promise<void> {
  const table = study.table.value;
  if (!table) return;
  await task.run((pool, signal) => trainAndEvaluate(pool, signal, table), {
    cancelled: () => (study.training.value = { phase: "idle" }),
    failed: (problem) => (study.training.value = { phase: "failed", problem }),
  });
}

async function trainAndEvaluate(pool: Pool, signal: AbortSignal, table: study.Table): Promise<void> {
  const options = { ...study.options.value, name: study.options.value.name.trim() || "unnamed", ...declaredIn(table) };
  const { settings, deep } = table.source ?? { settings: state.model.value?.description.settings ?? "", deep: null };
  const source = { settings, deep };
  const text = await pool.run(signal, "train", { table: table.text, source, options }, show("train"));
  const model = new Held("model", text);
  const description = await describeModel(pool, never, model);
  const trained: study.TrainedModel = { model, description, report: null };
  study.trained.value = trained;
  const report = await pool.run(signal, "evaluate", { model, table: table.text }, show("evaluate"));
  batch(() => {
    study.trained.value = { ...trained, report };
    study.training.value = { phase: "idle" };
  });
}

/** Puts the trained model in use. */
export async function useTrained(): Promise<void> {
  if (study.trained.value) await useModelFile(study.trained.value.model, "trained");
  study.opened.value = null;
}
