// A capsule: what was opened, and what came of its recomputation.
import { signal } from "@preact/signals";
import type { CapsuleVerdict, Prediction, Problem, Sequence } from "../core/protocol/index.ts";

/** A capsule that was dropped. */
export interface Opened {
  /** All of it. */
  text: string;
  sequences: Sequence[];
  age: number;
  /** Whether deep features are in it, so that the network is needed to verify it. */
  deep: boolean;
  /** The answer's headline in it. */
  model: string;
  probability: number;
  prevalence: Prediction["prevalence"];
}
export type CapsuleState =
  | { state: "opened"; capsule: Opened }
  | { state: "busy"; capsule: Opened; done: number; total: number }
  | { state: "verified"; capsule: Opened; verdict: CapsuleVerdict }
  | { state: "refused"; capsule?: Opened; problem: Problem };
export const capsule = signal<CapsuleState | null>(null);
