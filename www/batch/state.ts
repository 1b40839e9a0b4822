// Many cases: what they are, how far they are, what came out.
import { computed, signal } from "@preact/signals";
import { needed } from "../answer/state.ts";
import type { Problem } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";
import { createTask } from "../core/task.ts";
import type { Said } from "../language/index.ts";
import type { Grouped } from "./cases.ts";

/** What came of a case; `line` is its row of the table. */
export interface Row {
  line: string;
  model: string;
  probability: number;
  class: string;
  warnings: number;
}

export interface BatchCase extends Grouped {
  id: number;
  state: "waiting" | "running" | "done" | "failed";
  row?: Row | undefined;
  /** The row was kept from an earlier run. */
  kept?: boolean;
  problem?: Problem | undefined;
  line?: string | undefined;
}

export const cases = signal<readonly BatchCase[]>([]);
export const header = signal("");
/** Label of the lesion in every mask: 1 as PyRadiomics takes it, unless it is chosen. */
export const batchLabel = signal(1);
/** Model, label and whether deep features were computed, that the finished rows were made with. */
export const madeWith = signal("");
/** The same for what would be made now. */
export const wouldMakeWith = computed(
  () => `${model.value?.description.sha256 ?? ""} ${batchLabel.value} ${needed.value}`,
);
/** Nothing is left to be done. */
export const upToDate = computed(
  () => madeWith.value === wouldMakeWith.value && cases.value.every(({ state }) => state === "done"),
);
/** The work on the cases. */
export const task = createTask();
export const busy = task.running;
export const batchSaid = signal<Said | null>(null);
/** Finished rows are kept in this browser. */
export const keeps = signal(false);
/** There is something kept. */
export const hasKept = signal(false);
export const finished = computed(
  () => cases.value.filter(({ state }) => state === "done" || state === "failed").length,
);
