// The answer on the screen: which of a prediction's answers it is, and what was asked of it.
import { computed, signal } from "@preact/signals";
import type { Charts, ModelAnswer, Prediction, Problem } from "../core/protocol/index.ts";
import { model, run } from "../core/store.ts";

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
export const chosen = computed(() =>
  run.value.phase === "done" ? best(run.value.result.prediction, choice.value) : undefined,
);

/** Curves of the chosen answer's classifier; null until they are there. */
export const charts = signal<{ of: ModelAnswer; charts: Charts } | null>(null);

/** Whether the chosen model needs deep features: then they are computed. */
export const needed = computed(() => {
  const own = model.value?.description.models.filter(({ baseline }) => !baseline) ?? [];
  return (own.find(({ name }) => name === choice.value.model) ?? own.at(-1))?.deep ?? false;
});

/** Why a model that needs them could not be asked of an answered case. */
export const refused = signal<Problem | null>(null);

/**
 * The share of metastases that answers are for; null: that of the training cases. A fact of the place the patient is from,
 * so that it stays for the next case.
 */
export const prevalence = signal<number | null>(null);

/** The range is being measured: parts done of all. */
export type SensitivityRun =
  | { state: "idle" }
  | { state: "busy"; done: number; total: number }
  | { state: "failed"; problem: Problem };
export const sensitivityRun = signal<SensitivityRun>({ state: "idle" });
