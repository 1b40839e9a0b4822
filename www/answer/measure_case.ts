// Measures the case that was entered: all sequences in parallel on the workers, then the deep features and the model.
import type { Pool } from "../core/bridge.ts";
import { told } from "../core/clinical.ts";
import { learnColumns } from "../core/columns.ts";
import { extract } from "../core/extract.ts";
import { inputs } from "../core/inputs.ts";
import { Held } from "../core/protocol/held.ts";
import type { DeepFound, Problem, Progress, Sequence } from "../core/protocol/index.ts";
import { problemOf } from "../core/protocol/problem.ts";
import { sourceOf } from "../core/source_of.ts";
import * as state from "../core/store.ts";
import { deepFeatures } from "../deep/deep_features.ts";
import { askModel } from "./ask_model.ts";
import { table } from "./feature_table.ts";
import { deepRequired, prevalence } from "./state.ts";

export const WAITING: state.SequenceProgress = { state: "waiting", done: 0, total: 0, next: null };

function show(sequence: Sequence, part: Partial<state.SequenceProgress>) {
  const now = state.run.value;
  if (now.phase !== "busy") return;
  state.run.value = { ...now, sequences: { ...now.sequences, [sequence]: { ...now.sequences[sequence], ...part } } };
}

/** Shows how far the deep features are. */
export function showNetwork(network: state.SequenceProgress) {
  const now = state.run.value;
  if (now.phase === "busy") state.run.value = { ...now, network };
}

/** The file of a role; only called when no file is missing. */
function source(role: Sequence | "mask") {
  const entry = state.entryOf(role);
  if (!entry) throw new Error(`no ${role}`);
  return sourceOf(entry);
}

/** Features of one sequence and the time they took; a problem is thrown with the sequence it belongs to. */
async function measure(
  pool: Pool,
  signal: AbortSignal,
  sequence: Sequence,
  { model, description: { parts } }: state.ModelInUse,
) {
  const job = {
    model,
    parts,
    sequence,
    image: source(sequence),
    mask: source("mask"),
    label: state.chosenLabel.value ?? 1,
  };
  // Timed from the first progress: a sequence may wait for a free worker.
  let [started, ended]: [number | undefined, number] = [undefined, 0];
  const onProgress = (progress: Progress) => {
    ended = performance.now();
    started ??= ended;
    show(sequence, { ...progress, state: progress.done < progress.total ? "running" : "done" });
  };
  try {
    const features = await extract(pool, signal, job, onProgress);
    return { sequence, features, seconds: (ended - (started ?? ended)) / 1000 };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const problem = problemOf(thrown);
    throw { ...problem, origin: problem.origin ?? sequence } satisfies Problem;
  }
}

/** Deep features of all sequences, where the chosen model has any. */
async function network(
  pool: Pool,
  signal: AbortSignal,
  model: Held<"model">,
  sequences: readonly Sequence[],
): Promise<DeepFound | null> {
  if (!deepRequired.value) return null;
  const images = sequences.map((sequence) => ({ sequence, source: source(sequence) }));
  const job = { model, images, mask: source("mask"), label: state.chosenLabel.value ?? 1 };
  const found = await deepFeatures(pool, signal, job, (progress) => showNetwork({ ...progress, state: "running" }));
  showNetwork({ ...WAITING, state: "done" });
  return found;
}

/** All sequences and their deep features, then the model's answer. */
export async function measureCase(pool: Pool, signal: AbortSignal, used: state.ModelInUse): Promise<state.Result> {
  const { model, description } = used;
  const [entered, when, started] = [inputs.value, new Date(), performance.now()];
  const change = state.entryOf("mask")?.maskChange;
  const images = description.sequences.map((sequence) => ({ sequence, source: source(sequence) }));
  const from = {
    model,
    images,
    mask: source("mask"),
    label: state.chosenLabel.value ?? 1,
    prevalence: prevalence.value,
    when,
  };
  const extracting = description.sequences.map((sequence) => measure(pool, signal, sequence, used));
  const [done, found] = await Promise.all([
    Promise.all(extracting),
    network(pool, signal, model, description.sequences),
  ]);
  const sequences = done.map(({ features }) => features);
  await learnColumns(
    pool,
    signal,
    sequences.flatMap(({ features }) => features.map(({ name }) => name)),
  );
  const deep = found?.sequences.map(({ deep }) => deep) ?? [];
  const measured = {
    age_years: state.age.value ?? null,
    clinical: told.value,
    sequences,
    deep,
    mask_changes: change ? [change] : [],
    perturbed: [],
  };
  const answered = { ...from, case: new Held("case", measured) };
  return {
    ...(await askModel(pool, signal, answered)),
    settings: description.settings,
    features: table(sequences),
    seconds: Object.fromEntries(done.map(({ sequence, seconds }) => [sequence, seconds])) as Record<Sequence, number>,
    network: found,
    inputs: entered,
    answered: { ...answered, seconds: (performance.now() - started) / 1000 },
  };
}
