// State of the opened capsule and of its verification.
import { signal } from "@preact/signals";
import type { Held } from "../core/protocol/held.ts";
import type { CapsuleVerdict, Prediction, Problem, Sequence } from "../core/protocol/index.ts";

/** A capsule file that was opened. */
export interface Opened {
  content: Held<"capsule">;
  sequences: Sequence[];
  age: number | null;
  /** Whether it holds deep features: to verify them, the network is needed. */
  deep: boolean;
  /** Model and probability of the answer it holds. */
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
