// State of a batch: its cases, their rows, whether it is running.
import { computed, signal } from "@preact/signals";
import { deepRequired } from "../answer/state.ts";
import type { Held } from "../core/protocol/held.ts";
import type { CaseLine, Problem } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";
import { createTask } from "../core/task.ts";
import type { Sentence } from "../language/index.ts";
import type { Grouped } from "./cases.ts";

export interface BatchCase extends Grouped {
  id: number;
  state: "waiting" | "running" | "done" | "failed";
  /** The age as it was typed. */
  ageText?: string;
  row?: CaseLine | undefined;
  /** The row was stored by an earlier run. */
  kept?: boolean;
  problem?: Problem | undefined;
}

export const cases = signal<readonly BatchCase[]>([]);
/** Those that are no folder left out. */
export const runnable = computed(() => cases.value.filter(({ leftOut }) => !leftOut));
/** The model that the rows were made with, and their column names; null before the first run. */
export const tableOf = signal<{ model: Held<"model">; header: string } | null>(null);
/** Label of the lesion in every mask; 1 by default, as in PyRadiomics. */
export const batchLabel = signal(1);
/** Model, label and use of deep features behind the finished rows. */
export const madeWith = signal("");
/** The same for a run started now. */
export const wouldMakeWith = computed(
  () => `${model.value?.description.sha256 ?? ""} ${batchLabel.value} ${deepRequired.value}`,
);
/** Every case is done with the present model and label. */
export const upToDate = computed(
  () => madeWith.value === wouldMakeWith.value && runnable.value.every(({ state }) => state === "done"),
);
/** The run of the batch. */
export const task = createTask();
export const busy = task.running;
/** Notes about the files that were dropped, or about what went wrong. */
export const batchNotes = signal<readonly Sentence[]>([]);
/** Whether finished rows are to be stored in this browser. */
export const keeps = signal(false);
/** Whether rows are stored. */
export const hasKept = signal(false);
export const finished = computed(
  () => runnable.value.filter(({ state }) => state === "done" || state === "failed").length,
);
