// The answer on the screen for a place where metastases are more or less common than among the training cases.
import type { Answered, Prediction } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { never } from "../core/task.ts";
import { prevalence } from "./state.ts";

/** Takes a share of metastases (null: that of training) and answers anew from what was measured. */
export async function answerAt(share: number | null): Promise<void> {
  prevalence.value = share;
  const [pool, now] = [state.pool.value, state.run.value];
  if (!pool || now.phase !== "done" || now.result.made.prevalence === share) return;
  const made = { ...now.result.made, prevalence: share };
  const args = { ...made, perturbed: now.result.moved };
  const { json, csv } = JSON.parse(await pool.run(never, "predict", args)) as Answered;
  // A later wish counts instead of this one; an answer that came in the meantime is asked for it too.
  if (prevalence.value !== share) return;
  if (state.run.value !== now) return answerAt(share);
  state.run.value = {
    phase: "done",
    result: { ...now.result, made, prediction: JSON.parse(json) as Prediction, json, csv },
  };
}
