// Starts and cancels the analysis of the case that was entered. One runs at a time.
import { batch } from "@preact/signals";
import type { Pool } from "../core/bridge.ts";
import { Held } from "../core/protocol/held.ts";
import * as state from "../core/store.ts";
import { createTask } from "../core/task.ts";
import { deepFeatures } from "../deep/deep_features.ts";
import { missing } from "../intake/missing.ts";
import { asked } from "../intake/state.ts";
import { askModel } from "./ask_model.ts";
import { each } from "./feature_table.ts";
import { measureCase, showNetwork, WAITING } from "./measure_case.ts";
import { choice, deepRequired, refused } from "./state.ts";

const task = createTask();

/** Cancels the analysis; the files and the age that were entered stay. */
export const cancel = task.cancel;

/** Starts the analysis, or shows what is still missing for it. */
export async function analyse(): Promise<void> {
  const model = state.model.value;
  asked.value = true;
  if (model === null || missing.value.length > 0) return;
  const work = async (pool: Pool, signal: AbortSignal) => {
    batch(() => {
      asked.value = false;
      refused.value = null;
      state.run.value = { phase: "busy", sequences: each(() => WAITING), network: deepRequired.value ? WAITING : null };
    });
    state.run.value = { phase: "done", result: await measureCase(pool, signal, model) };
  };
  await task.run(work, {
    cancelled: () => (state.run.value = { phase: "idle" }),
    failed: (problem) => (state.run.value = { phase: "failed", problem }),
  });
}

/** Computes the deep features of a case that was answered without them, then asks the model that needs them. */
export async function deepen(name: string): Promise<void> {
  const now = state.run.value;
  if (now.phase !== "done") return;
  const { answered } = now.result;
  const work = async (pool: Pool, signal: AbortSignal) => {
    batch(() => {
      refused.value = null;
      state.run.value = { phase: "busy", sequences: each(() => ({ ...WAITING, state: "done" })), network: WAITING };
    });
    const network = await deepFeatures(pool, signal, answered, (progress) =>
      showNetwork({ ...progress, state: "running" }),
    );
    const deep = network.sequences.map((one) => one.deep);
    const again = { ...answered, case: new Held("case", { ...answered.case.content, deep, perturbed: [] }) };
    const result = { ...now.result, ...(await askModel(pool, signal, again)), network, answered: again };
    batch(() => {
      state.run.value = { phase: "done", result };
      choice.value = { ...choice.value, model: name };
    });
  };
  // Without deep features the earlier answer stays on the screen.
  await task.run(work, {
    cancelled: () => (state.run.value = now),
    failed: (problem) =>
      batch(() => {
        state.run.value = now;
        refused.value = problem;
      }),
  });
}
