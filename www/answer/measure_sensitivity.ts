// Measures the mask sensitivity of the answer on the screen without being asked, behind all other jobs of the
// workers. Any change of the case ends it; what was begun for another case is never shown.
import { effect, untracked } from "@preact/signals";
import type { Pool } from "../core/bridge.ts";
import { stale } from "../core/inputs.ts";
import { Held } from "../core/protocol/held.ts";
import { type AnsweredCase, run } from "../core/store.ts";
import { createTask } from "../core/task.ts";
import { askModel } from "./ask_model.ts";
import { type Sensitivity, sensitivity } from "./state.ts";

const task = createTask({ latest: true });

/** The case that is or was measured. */
let measured: Held<"case"> | null = null;
/** The measurement under way: what an earlier one still reports is not shown. */
let turn = {};

/** Starts, ends and renews the measurement as answers come, go and change. */
export const keepSensitivity = () =>
  effect(() => {
    const [now, isStale] = [run.value, stale.value];
    untracked(() => follow(now.phase === "done" ? now.result.answered : null, isStale));
  });

function follow(answered: AnsweredCase | null, isStale: boolean): void {
  const { value } = sensitivity;
  if (answered === null || (isStale && value.state === "busy")) {
    measured = null;
    end({ state: "idle" });
  } else if (!isStale && measured !== answered.case) measureSensitivity();
  // The same measured case for another share of metastases: the model alone is asked again.
  else if (value.state === "done" && value.found.of !== answered)
    begin((...by) => askAboutPerturbed(value.found.case, ...by));
}

function end(next: Sensitivity): void {
  turn = {};
  task.cancel();
  sensitivity.value = next;
}

/** Cancels it for this case. */
export const cancelSensitivity = () => end({ state: "left" });

/** Measures it anew. */
export function measureSensitivity(): void {
  const answered = answeredNow();
  if (!answered) return;
  measured = answered.case;
  begin((...by) => measure(answered, ...by));
}

function answeredNow(): AnsweredCase | undefined {
  const now = run.peek();
  return now.phase === "done" ? now.result.answered : undefined;
}

type Show = (next: Sensitivity) => void;

function begin(work: (pool: Pool, signal: AbortSignal, show: Show) => Promise<void>): void {
  const mine = {};
  turn = mine;
  const show: Show = (next) => {
    if (turn === mine) sensitivity.value = next;
  };
  show({ state: "busy", done: 0, total: 1 });
  void task.run((pool, signal) => work(pool, signal, show), {
    failed: (problem) => show({ state: "failed", problem }),
  });
}

async function measure(answered: AnsweredCase, pool: Pool, signal: AbortSignal, show: Show): Promise<void> {
  const shares = new Map<string, number>();
  const measureOne = ({ sequence, source }: AnsweredCase["images"][number]) => {
    const args = { model: answered.model, sequence, image: source, mask: answered.mask, label: answered.label };
    return pool.run(signal, "measurePerturbed", args, ({ done, total }) => {
      shares.set(sequence, total > 0 ? done / total : 0);
      const sum = [...shares.values()].reduce((sum, share) => sum + share, 0);
      show({ state: "busy", done: sum, total: answered.images.length });
    });
  };
  const perturbed = await Promise.all(answered.images.map(measureOne));
  await askAboutPerturbed(new Held("case", { ...answered.case.content, perturbed }), pool, signal, show);
}

/** Asks the model about the case on perturbed masks, for the share of metastases of the moment. */
async function askAboutPerturbed(perturbed: Held<"case">, pool: Pool, signal: AbortSignal, show: Show): Promise<void> {
  for (let of = answeredNow(); of; of = answeredNow()) {
    const { prediction, json, csv } = await askModel(pool, signal, { ...of, case: perturbed });
    const { interval } = prediction;
    if (answeredNow() !== of) continue;
    if (!interval) return;
    return show({ state: "done", found: { of, case: perturbed, interval, json, csv } });
  }
}
