// State of the self-test.
import { signal } from "@preact/signals";
import type { Problem } from "../../core/protocol/index.ts";

export interface Check {
  /** Name of the feature, or model, classifier and input. */
  name: string;
  expected: number;
  /** Largest allowed difference; 0: equal to the last digit. */
  tolerance: number;
  found: number | null;
}

export interface Report {
  /** The IBSI digital phantom. */
  phantom: readonly Check[];
  /** The sample case, compared with the answer that was computed when it was made. */
  sealed: readonly Check[];
  seconds: number;
  at: Date;
}

export type SelfTest =
  | { phase: "idle" }
  | { phase: "busy" }
  | { phase: "failed"; problem: Problem }
  | { phase: "done"; report: Report };
export const selfTest = signal<SelfTest>({ phase: "idle" });

export const passes = ({ expected, found, tolerance }: Check) =>
  found !== null && Math.abs(found - expected) <= tolerance;
