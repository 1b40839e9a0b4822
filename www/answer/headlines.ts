// The answers shown where there is no room for all: one of each model.
import type { ModelAnswer } from "../core/protocol/index.ts";

/** The chosen answer, then the first classifier of every other model; baseline models are left out. */
export function headlines(models: readonly ModelAnswer[], chosen?: ModelAnswer): ModelAnswer[] {
  const firsts = models.filter(
    (answer, at) => !answer.baseline && models.findIndex(({ model }) => model === answer.model) === at,
  );
  return chosen ? [chosen, ...firsts.filter(({ model }) => model !== chosen.model)] : firsts;
}
