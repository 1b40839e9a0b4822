// What the self-test found on this machine.
import { signal } from "@preact/signals";
import type { Problem } from "../../core/protocol/index.ts";

export interface Check {
  /** The feature, or the model with its classifier. */
  name: string;
  expected: number;
  /** How far the found may be from the expected; 0: every digit. */
  tolerance: number;
  found: number | null;
}

export interface Report {
  /** The IBSI digital phantom. */
  phantom: readonly Check[];
  /** The bundled case, against the answer of the machine that made it. */
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
