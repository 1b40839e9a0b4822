// What is asked of a case beyond its answer: the shapes of it. Types only, no code.

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
  tried: { perturbation: string; words: string; probabilities: number[]; problem: string | null }[];
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
  taken_over: number;
  made_by: string;
  verified_by: string;
}
