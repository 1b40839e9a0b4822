// What is asked of an answer or a case beyond it: the range when the mask moves, grey levels, a capsule.
import { computed, signal } from "@preact/signals";
import { SEQUENCES } from "../lib/assign.ts";
import type { CapsuleVerdict, LevelCount, Prediction, Problem, Sequence } from "../protocol.ts";
import { entryOf } from "../state.ts";

/** The range is being measured: parts done of all. */
export type RangeRun = { state: "idle" } | { state: "busy"; done: number; total: number } | { state: "failed"; problem: Problem };
export const rangeRun = signal<RangeRun>({ state: "idle" });

/** What grey levels were counted of: an image of the list, and the voxels of a mask (changed in place while it is drawn). */
export interface Counted {
  entry: number | undefined;
  voxels: Int32Array | undefined;
  label: number;
}
/** Grey levels of the region, as last counted. */
export type Levels = { of: Counted; found: LevelCount } | { of: Counted; problem: Problem };
export const levels = signal<Levels | null>(null);

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

/** The images of the case, as one text. */
const images = computed(() => SEQUENCES.map((sequence) => entryOf(sequence)?.id ?? "-").join(" "));
const named = signal({ of: "", name: "" });
/** What the user wants to stand on the report; of these images only, never on another patient's. */
export const reportName = computed(() => (named.value.of === images.value ? named.value.name : ""));
export const nameReport = (name: string) => {
  named.value = { of: images.value, name };
};
