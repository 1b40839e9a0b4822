// What the core says: the values of every code. Written from src/words by tests/mechanics/codes.rs, not by hand.
import type { Sequence } from "./base.ts";

/** A code with its values. */
export type Coded<Codes> = { [C in keyof Codes]: { code: C; values: Codes[C] } }[keyof Codes];

/** A part of a sentence. */
export type Phrase = Coded<Phrases>;

/** What a long computation does next. */
export type Task = Coded<Tasks>;

/** What the page itself did to a mask, for the record of the case. */
export type MaskDone = Coded<Pick<Notices, "mask-drawn" | "mask-repaired">>;

/** Warnings. */
export interface Notices {
  "mask-drawn": { sequence: Sequence };
  "mask-repaired": { sequence: Sequence; apart_mm: number; turned_deg: number; inside: number; voxels: number };
  "mask-cut-off": { percent: number; outside: number; of: number };
  "mask-resampled": { differences: Phrase[]; before: number; before_mm3: number; after: number; after_mm3: number };
  "lesion-at-edge": { axes: string[] };
  "lesion-tiny": { voxels: number; least: number };
  "lesion-thin": { voxels: number; axis: string; least: number };
  "sequence-duplicated": { first: Sequence; second: Sequence };
  "sequence-copy": { first: Sequence; second: Sequence; correlation: number };
  "sequence-order": { first: Sequence; second: Sequence; why: Phrase };
  "orientation-missing": Record<never, never>;
  "orientation-ambiguous": { shift_mm: number; turned_deg: number; used: string };
  "units-assumed": { units: string };
  "voxels-not-finite": { voxels: number; of: number };
  "voxels-rounded": { voxels: number };
  "spacing-invalid": { used: [number, number, number] };
  "spacing-ambiguous": { pixdim: [number, number, number]; sform: [number, number, number] };
  "dicom-doubled": { images: number };
  "dicom-in-time": { volume: number; of: number };
  "dicom-inverted": Record<never, never>;
  "dicom-lossy": Record<never, never>;
  "dicom-burned-in": Record<never, never>;
  "dicom-spacing-differs": { field: string; mm: number; step_mm: number };
  "setting-without-effect": { place: string; setting: string; why: Phrase };
  "shape2d-skipped": { why: Phrase };
  "feature-withdrawn": { class: string; feature: string; why: Phrase };
  "lbp-2d-in-3d": Record<never, never>;
  "lbp-3d-in-2d": Record<never, never>;
  "log-skipped": { image: string; why: Phrase };
  "filter-undefined": { image: string; voxels: number; of: number };
  "out-of-distribution": { model: string; distance: number; inputs: number; p: number; outliers: string[] };
  "spacing-outside-training": {
    spacing: [number, number, number];
    finest: [number, number];
    middle: [number, number];
    coarsest: [number, number];
  };
}

/** What a long computation does next. */
export interface Tasks {
  reading: Record<never, never>;
  "carrying-mask": Record<never, never>;
  normalising: Record<never, never>;
  resampling: Record<never, never>;
  shape: Record<never, never>;
  image: { name: string };
  "deep-features": Record<never, never>;
  "deep-features-gpu": Record<never, never>;
  "deep-features-cpu": Record<never, never>;
  perturbation: { change: Phrase };
  "selecting-features": Record<never, never>;
  training: { model: string; classifier: string };
  "one-sequence": { sequence: Sequence };
  "learning-curve": Record<never, never>;
  optimism: Record<never, never>;
}

/** Parts of sentences. */
export interface Phrases {
  "mask-shifted": { mm: number; side: string };
  "mask-grown": Record<never, never>;
  "mask-shrunk": Record<never, never>;
  "size-differs": { mask: [number, number, number]; image: [number, number, number] };
  "spacing-differs": { mask: [number, number, number]; image: [number, number, number] };
  "origin-apart": { mm: number };
  "axes-turned": { degrees: number };
  "rounding-adds-up": Record<never, never>;
  "brighter-before": { before: number; after: number };
  "resembles-more": { of: Sequence; more: Sequence; correlation: number; less: Sequence; other: number };
  "needs-force2d": Record<never, never>;
  "no-shape2d-there": { size: [number, number, number]; dimension: number };
  equals: { feature: string };
  "always-one": Record<never, never>;
  "too-few-voxels-for-sigma": { sigma_mm: number; least: number; spacing_mm: number; axis: string; voxels: number };
  "no-sigma": Record<never, never>;
  "bin-count-is-set": Record<never, never>;
  "without-normalize": Record<never, never>;
  "no-feature-maps": Record<never, never>;
  "one-image-type-alone": Record<never, never>;
}
