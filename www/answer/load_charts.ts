// Loads the curves and the nomogram of the chosen answer.
import { effect } from "@preact/signals";
import type { Held } from "../core/protocol/held.ts";
import type { ModelAnswer } from "../core/protocol/index.ts";
import { model, pool, run } from "../core/store.ts";
import { never } from "../core/task.ts";
import { charts, chosen } from "./state.ts";

/** Loads them anew whenever another answer is chosen. */
export const keepCharts = () =>
  effect(() => {
    const [of, now, used] = [chosen.value, run.value, model.value];
    if (!of || now.phase !== "done" || !used || charts.peek()?.of === of) return;
    void loadCharts(of, used.model, now.result.answered.prevalence);
  });

async function loadCharts(of: ModelAnswer, model: Held<"model">, prevalence: number | null): Promise<void> {
  const values = of.contributions.map(({ value }) => value);
  const args = { model, name: of.model, classifier: of.classifier, probability: of.probability, values, prevalence };
  try {
    const found = await pool.peek()?.run(never, "charts", args);
    // Another answer may have been chosen meanwhile.
    if (found && chosen.peek() === of) charts.value = { of, charts: found };
  } catch {
    // The answer is shown without curves; the card shows that there are none.
    if (chosen.peek() === of) charts.value = { of, charts: { cohorts: [], nomogram: null } };
  }
}
