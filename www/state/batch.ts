// Many cases: what they are, how far they are, what came out.
import { computed, signal } from "@preact/signals";
import type { Grouped } from "../lib/cases.ts";
import type { Said } from "../lib/language/index.ts";
import type { Problem } from "../protocol.ts";

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
  row?: Row;
  /** The row was kept from an earlier run. */
  kept?: boolean;
  problem?: Problem;
  line?: string;
}

export const cases = signal<readonly BatchCase[]>([]);
export const header = signal("");
export const busy = signal(false);
export const batchSaid = signal<Said | null>(null);
/** Finished rows are kept in this browser. */
export const keeps = signal(false);
/** There is something kept. */
export const hasKept = signal(false);
export const finished = computed(() => cases.value.filter(({ state }) => state === "done" || state === "failed").length);
