// Models: which answer is looked at, where the case stands on that model's curves, and a model in the making.
import { computed, signal } from "@preact/signals";
import type { Charts, Contents, Description, ModelAnswer, Prediction, Problem, Progress, ReportFile, TrainingOptions } from "../protocol.ts";
import { run } from "../state.ts";

/** The answer that is shown large, as last chosen; what the model file lacks falls back to the nearest it has. */
export const choice = signal({ model: "CRad-M", classifier: "logistic-regression" });

/** The answer of a prediction that fits a choice best. */
export function best({ models }: Prediction, { model, classifier }: typeof choice.value): ModelAnswer | undefined {
  const own = models.filter((answer) => !answer.baseline);
  const named = own.filter((answer) => answer.model === model);
  const among = named.length ? named : own.filter((answer) => answer.model === own.at(-1)?.model);
  return among.find((answer) => answer.classifier === classifier) ?? among[0] ?? models[0];
}

/** The answer that is shown large. */
export const chosen = computed(() => (run.value.phase === "done" ? best(run.value.result.prediction, choice.value) : undefined));

/** Curves of the chosen answer's classifier; null until they are there. */
export const charts = signal<{ of: ModelAnswer; charts: Charts } | null>(null);

/** What became of the last model file that was opened. */
export const opened = signal<{ name: string; problem: Problem | null } | null>(null);
export const opening = signal(false);

/** A feature table to make a model of. */
export interface Table {
  name: string;
  text: string;
  contents: Contents;
  /** How it was made, as JSON for the core, and where that was found. */
  source: { json: string; from: string } | null;
}
export const table = signal<Table | null>(null);
/** Why the last table could not be taken. */
export const tableProblem = signal<{ name: string; problem: Problem } | null>(null);

/** Kinds of classifier, in the order of the core. */
export const CLASSIFIERS = [
  "logistic-regression",
  "svm",
  "nearest-neighbours",
  "random-forest",
  "extra-trees",
  "gradient-boosting",
  "histogram-boosting",
];

export const options = signal<TrainingOptions>({
  name: "",
  demonstration: false,
  classifiers: [...CLASSIFIERS],
  seed: 1,
  calibration: "platt",
});

/** A model made here. */
export interface Made {
  bundle: string;
  description: Description;
  /** Its report, once it was evaluated. */
  report: readonly ReportFile[] | null;
}

export type Making =
  | { phase: "idle" }
  | { phase: "busy"; doing: "train" | "evaluate"; progress: Progress }
  | { phase: "failed"; problem: Problem };
export const making = signal<Making>({ phase: "idle" });
export const made = signal<Made | null>(null);
