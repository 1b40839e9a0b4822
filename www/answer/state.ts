// State of the answer on the screen: the chosen model, its curves, prevalence, mask sensitivity.
import { computed, signal } from "@preact/signals";
import type { Held } from "../core/protocol/held.ts";
import type { Charts, MaskSensitivity, ModelAnswer, Prediction, Problem } from "../core/protocol/index.ts";
import { type AnsweredCase, model, run } from "../core/store.ts";

/** Model and classifier as last chosen; `best` finds the nearest where the model file in use lacks them. */
export const choice = signal({ model: "CRad-M", classifier: "logistic-regression" });

/** The answer that fits a choice best: same model and classifier, else same model, else the last model of the file. */
export function best({ models }: Prediction, { model, classifier }: typeof choice.value): ModelAnswer | undefined {
  const own = models.filter((answer) => !answer.baseline);
  const named = own.filter((answer) => answer.model === model);
  const among = named.length ? named : own.filter((answer) => answer.model === own.at(-1)?.model);
  return among.find((answer) => answer.classifier === classifier) ?? among[0] ?? models[0];
}

/** The chosen answer. */
export const chosen = computed(() =>
  run.value.phase === "done" ? best(run.value.result.prediction, choice.value) : undefined,
);

/** Curves of the chosen answer's classifier; null until they are there. */
export const charts = signal<{ of: ModelAnswer; charts: Charts } | null>(null);

/** Whether the chosen model needs deep features: then they are computed. */
export const deepRequired = computed(() => {
  const own = model.value?.description.models.filter(({ baseline }) => !baseline) ?? [];
  return (own.find(({ name }) => name === choice.value.model) ?? own.at(-1))?.deep ?? false;
});

/** Why deep features could not be added to an answer. */
export const refused = signal<Problem | null>(null);

/**
 * Prevalence (share of metastases) the answers are for; null: that of the training cases. It belongs to the clinic, not
 * to the patient, so it stays for the next case.
 */
export const prevalence = signal<number | null>(null);

/** The answers to a case on perturbed masks, and the texts of the command line that hold them. */
export interface FoundSensitivity {
  /** The answer it belongs to. */
  of: AnsweredCase;
  /** The measured case with the features on perturbed masks. */
  case: Held<"case">;
  interval: MaskSensitivity;
  json: string;
  csv: string;
}

/** How far the mask sensitivity is: `done` of `total` sequences; left: cancelled by the user. */
export type Sensitivity =
  | { state: "idle" }
  | { state: "busy"; done: number; total: number }
  | { state: "left" }
  | { state: "failed"; problem: Problem }
  | { state: "done"; found: FoundSensitivity };
export const sensitivity = signal<Sensitivity>({ state: "idle" });

/** The mask sensitivity of the answer on the screen, once it is measured. */
export const foundSensitivity = computed(() => {
  const [now, found] = [run.value, sensitivity.value];
  return now.phase === "done" && found.state === "done" && found.found.of === now.result.answered
    ? found.found
    : undefined;
});

/** Lowest and highest probability of one answer over all perturbed masks. */
export const probabilityRange = ({ model, classifier }: ModelAnswer) =>
  foundSensitivity.value?.interval.ranges.find((range) => range.model === model && range.classifier === classifier);

/** Whether files that are saved hold the mask sensitivity. */
export const sensitivityInFiles = signal(false);
