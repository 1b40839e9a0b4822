// Which answers of a prediction stand for it: the one that is looked at, then the first classifier of each other model.
import type { ModelAnswer } from "../core/protocol/index.ts";

/** One answer of each model, yardsticks left out; of the chosen model it is the chosen answer, and comes first. */
export function headlines(models: readonly ModelAnswer[], chosen?: ModelAnswer): ModelAnswer[] {
  const firsts = models.filter(
    (answer, at) => !answer.baseline && models.findIndex(({ model }) => model === answer.model) === at,
  );
  return chosen ? [chosen, ...firsts.filter(({ model }) => model !== chosen.model)] : firsts;
}
