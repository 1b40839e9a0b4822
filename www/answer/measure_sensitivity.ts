// Measures the mask sensitivity of the answer on the screen, when the user asks for it.
import type { Pool } from "../core/bridge.ts";
import { Held } from "../core/protocol/held.ts";
import { type AnsweredCase, run } from "../core/store.ts";
import { createTask } from "../core/task.ts";
import { askModel } from "./ask_model.ts";
import { sensitivityRun } from "./state.ts";

const task = createTask();

export const cancelSensitivity = task.cancel;

/** Cancels and forgets it, because another answer is coming. */
export function leaveSensitivity(): void {
  cancelSensitivity();
  sensitivityRun.value = { state: "idle" };
}

/** Measures it and puts it into the answer on the screen. */
export async function measureSensitivity(): Promise<void> {
  const now = run.value;
  if (now.phase !== "done") return;
  const { answered } = now.result;
  await task.run((pool, signal) => measure(pool, signal, answered), {
    cancelled: () => (sensitivityRun.value = { state: "idle" }),
    failed: (problem) => (sensitivityRun.value = { state: "failed", problem }),
  });
}

async function measure(pool: Pool, signal: AbortSignal, answered: AnsweredCase): Promise<void> {
  const shares = new Map<string, number>();
  const show = () => {
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0);
    sensitivityRun.value = { state: "busy", done, total: answered.images.length };
  };
  show();
  const perturb = ({ sequence, source }: AnsweredCase["images"][number]) => {
    const args = { model: answered.model, sequence, image: source, mask: answered.mask, label: answered.label };
    return pool.run(signal, "perturb", args, ({ done, total }) => {
      shares.set(sequence, total > 0 ? done / total : 0);
      show();
    });
  };
  const moved = await Promise.all(answered.images.map(perturb));
  const asked = { ...answered, case: new Held("case", { ...answered.case.content, moved }) };
  const answer = await askModel(pool, signal, asked);
  const latest = run.value;
  // Another analysis may have begun meanwhile: then this result belongs to no answer on the screen.
  if (latest.phase === "done" && latest.result.answered === answered) {
    run.value = { phase: "done", result: { ...latest.result, ...answer, answered: asked } };
  }
  sensitivityRun.value = { state: "idle" };
}
