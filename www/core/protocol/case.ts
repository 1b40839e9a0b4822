// What is asked of a case beside its answer: the shapes of it. Types only, no code.
import type { Warning } from "./base.ts";
import type { Phrase } from "./codes.ts";

/** What a file holds. */
export interface Inspection {
  format: string;
  size: [number, number, number];
  spacing_mm: [number, number, number];
  /** Label and voxel count, ascending; null when the voxels are no labels. */
  labels: [number, number][] | null;
  placed: Placed;
  warnings: Warning[];
}

/** Which of a file's descriptions of its place is used; how far the other one, if there is one, would put it. */
export interface Placed {
  by: "sform" | "qform" | "space-directions" | "nothing";
  other: { shift_mm: number; turned_deg: number } | null;
}

/** Lowest and highest probability of one model when the mask moves by one voxel. */
export interface Range {
  model: string;
  classifier: string;
  low: number;
  high: number;
  class_changes: boolean;
}

/** How far every answer of a prediction moves with the mask. */
export interface Interval {
  method: string;
  meaning: string;
  ranges: Range[];
  tried: { perturbation: string; words: string; change?: Phrase; probabilities: number[]; problem: string | null }[];
}

/** What was measured, and how. */
export interface Done {
  program: string;
  settings_sha256: string;
  age_years: number;
  sequences: {
    sequence: string;
    size: [number, number, number];
    spacing_mm: [number, number, number];
    image_sha256: string;
    mask_sha256: string;
    lesion_voxels: number;
    lesion_ml: number;
  }[];
}

/** Grey levels of a region as texture sees them. */
export interface LevelCount {
  bin_width: number | null;
  levels: number;
  present: number;
  voxels: number;
  range: [number, number];
  bars: number[];
}

/** What came of a recomputation. */
export interface CapsuleVerdict {
  agrees: boolean;
  compared: number;
  differ: number;
  differences: { what: string; expected: string; found: string }[];
  /** Deep features of a graphics card against those of the processor. */
  near: { values: number; largest: number; tolerance: number } | null;
  made_by: string;
  verified_by: string;
}
