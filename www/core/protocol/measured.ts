// What was measured of a case, on its way between workers. Types only, no code.
import type { Prediction } from "./answer.ts";
import type { Sequence, Warning } from "./base.ts";
import type { MaskDone } from "./codes.ts";
import type { Deep } from "./deep.ts";

/** Features of one sequence. */
export interface Extraction {
  sequence: Sequence;
  /** Column of a cohort table, and value; null where there is no finite number. */
  features: { name: string; value: number | null }[];
  warnings: Warning[];
}

/** Features of some image types of a sequence, for the core to join. */
export interface SequencePart {
  part: number;
}

/** Features of one sequence on masks moved by one voxel. */
export interface Perturbed {
  sequence: Sequence;
}

/** All that was measured of a case. */
export interface CaseRecord {
  age_years: number | null;
  sequences: readonly Extraction[];
  /** In the order of the sequences; empty where there are none. */
  deep: readonly Deep[];
  /** What was said of the case before it was measured. */
  said: readonly MaskDone[];
  /** Features on moved masks; empty where the mask sensitivity was not measured. */
  moved: readonly Perturbed[];
}

/** What a capsule holds. */
export interface CapsuleSummary {
  sequences: Sequence[];
  age_years: number;
  prediction: Prediction;
  deep: boolean;
}

/** One sequence of a capsule, measured again. */
export interface Recomputed {
  features: Extraction;
  moved: Perturbed | null;
}

/** A row of a list of cases, as the core reads it. */
export interface Listed {
  case: string;
  age_years: number | null;
  images: [string, string, string, string];
  masks: [string, string, string, string];
}

/** The result of a case; `line` is its row of the CSV table. */
export interface Row {
  line: string;
  model: string;
  probability: number;
  class: string;
  warnings: number;
}
