// Shifts the answer on the screen to another prevalence of metastases than that of the training cases.
import * as state from "../core/store.ts";
import { never } from "../core/task.ts";
import { askModel } from "./ask_model.ts";
import { prevalence } from "./state.ts";

/**
 * Sets the prevalence (share of metastases; null: that of training) and predicts again from the features already
 * measured.
 */
export async function answerAt(share: number | null): Promise<void> {
  prevalence.value = share;
  const [pool, now] = [state.pool.value, state.run.value];
  if (!pool || now.phase !== "done" || now.result.answered.prevalence === share) return;
  const answered = { ...now.result.answered, prevalence: share };
  const answer = await askModel(pool, never, answered);
  // The prevalence may have been changed again meanwhile, or another answer may have come: then this result is
  // outdated.
  if (prevalence.value !== share) return;
  if (state.run.value !== now) return answerAt(share);
  state.run.value = { phase: "done", result: { ...now.result, ...answer, answered } };
}
