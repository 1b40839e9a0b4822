// How far the answer moves when the mask moves by one voxel: opt-in, after the answer.
import type { Answered, Prediction, Problem } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { rangeRun } from "./state.ts";

let running: AbortController | null = null;

export const cancelRange = () => running?.abort(new DOMException("cancelled", "AbortError"));

/** What was going on or failed belongs to the answer before. */
export function leaveRange(): void {
  cancelRange();
  rangeRun.value = { state: "idle" };
}

/** Measures the range and puts it into the answer on the screen. */
export async function measureRange(): Promise<void> {
  const [pool, now] = [state.pool.value, state.run.value];
  if (!pool || now.phase !== "done" || running) return;
  const { made } = now.result;
  const { signal } = (running = new AbortController());
  const shares = new Map<string, number>();
  const told = () => ({ state: "busy" as const, done: [...shares.values()].reduce((sum, share) => sum + share, 0), total: made.images.length });
  rangeRun.value = told();
  const perturb = ({ sequence, source }: (typeof made.images)[number]) => {
    const args = { model: made.model, sequence, image: source, mask: made.mask, label: made.label };
    return pool.run(signal, "perturb", args, ({ done, total }) => {
      shares.set(sequence, total > 0 ? done / total : 0);
      rangeRun.value = told();
    });
  };
  try {
    const perturbed = await Promise.all(made.images.map(perturb));
    const { json, csv } = JSON.parse(await pool.run(signal, "predict", { ...made, perturbed })) as Answered;
    const latest = state.run.value;
    // Another analysis may have begun meanwhile: then this range is of no answer on the screen.
    if (latest.phase === "done" && latest.result.made === made) {
      state.run.value = { phase: "done", result: { ...latest.result, moved: perturbed, prediction: JSON.parse(json) as Prediction, json, csv } };
    }
    rangeRun.value = { state: "idle" };
  } catch (thrown) {
    rangeRun.value = thrown instanceof DOMException ? { state: "idle" } : { state: "failed", problem: thrown as Problem };
  } finally {
    running?.abort(new DOMException("ended", "AbortError"));
    running = null;
    if (state.run.value.phase !== "busy") pool.release();
  }
}
