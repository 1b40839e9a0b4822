// What the core says: the values of every code. Written from src/words by tests/mechanics/codes.rs, not by hand.
import type { CoreError as Problem } from "./core.ts";
import type { Sequence } from "./lists.ts";

/** A code with its values. */
export type Coded<Codes> = { [C in keyof Codes]: { code: C; values: Codes[C] } }[keyof Codes];

/** A part of a sentence. */
export type Phrase = Coded<Phrases>;

/** What a long computation does next. */
export type Task = Coded<Tasks>;

/** Errors of images, masks and cases. */
export interface Problems {
  "not-an-image": { found: Phrase };
  "convert-first": { found: Phrase; with: string };
  "unpack-first": { found: Phrase };
  "unpack-once": { found: Phrase };
  "one-volume": { volumes: number };
  "voxel-file-missing": Record<never, never>;
  "too-many-voxels": { size: [number, number, number]; most: number };
  "memory-for-voxels": { voxels: number };
  "no-label": { value: string };
  "no-label-number": { value: string };
  "no-grey-value": { image: string; found: Phrase };
  "nifti-field": { field: string; expected: string; found: string };
  "nrrd-field": { field: string; expected: string; found: string };
  "nifti-header": { cause: string };
  "analyze-header": Record<never, never>;
  "uncountable-size": { size: string };
  "header-of-pair-expected": Record<never, never>;
  "voxels-inside": Record<never, never>;
  "image-cut-off": { expected: number; before: number; voxels: number; found: number };
  "no-placement": Record<never, never>;
  "nifti-sheared": { cosine: number };
  "nrrd-sheared": { cosine: number };
  "nrrd-line": Record<never, never>;
  "nrrd-axes": { axes: number };
  "nrrd-encoding": { found: string };
  "nrrd-file-count": { most: number; found: number };
  "nrrd-file-outside": { file: string };
  "nrrd-file-pattern": { found: string };
  "nrrd-file-missing": { files: string[] };
  "nrrd-file-shares": { bytes: number; files: number };
  "mask-channels": { channels: number };
  "mask-channel-absent": { channel: number; channels: number };
  "nrrd-space": { found: string };
  "nrrd-header-end": { most: number };
  "nrrd-in-gzip": Record<never, never>;
  "nrrd-not-gzip": Record<never, never>;
  "nrrd-word": Record<never, never>;
  "nrrd-numbers": { expected: number; found: number };
  "nrrd-lines": { expected: number };
  "nrrd-cut-off": { expected: number; found: number };
  "gzip-tail": { most: number };
  "gzip-cut-off": Record<never, never>;
  "gzip-damaged": { cause: string };
  "nifti-memory": { cause: string };
  "nifti-axis-too-long": { voxels: number };
  "segmentation-memory": { cause: string };
  "segment-label": { label: number };
  "segment-name": Record<never, never>;
  "label-zero": Record<never, never>;
  "mask-empty": Record<never, never>;
  "label-absent": { label: number; labels: [number, number][] };
  "mask-outside": { image: [number, number][]; mask: [number, number][] };
  "mask-too-fine": { voxels: number; mm3: number; voxel_mm3: number };
  "other-grid": { within: Phrase; differences: Phrase[] };
  "nothing-left": Record<never, never>;
  "no-voxel-of-label": Record<never, never>;
  "no-voxel-on-grid": { voxels: number; spacing: [number, number, number] };
  "not-flat": { axis: string; size: [number, number, number] };
  "single-voxel": Record<never, never>;
  "too-few-dimensions": { least: number; dimensions: number; size: string };
  "too-few-voxels": { more_than: number; voxels: number };
  "no-numbers": { found: Phrase };
  "bins-lost": { width: string; minimum: number; maximum: number };
  "too-many-levels": { most: number; bins: number; source: Phrase; gigabytes: number };
  "nothing-to-normalise": { found: Phrase };
  "resampled-too-large": { most: number; size: [number, number, number]; voxels: number; gigabytes: number };
  "resegmented-away": { low: string; high: string; voxels: number };
  "no-neighbour": { distances: string; size: [number, number, number] };
  "too-many-steps": { most: number; steps: number; distances: string };
  "matrices-too-large": { most_gb: number; gb: number; directions: number; levels: number };
  "filter-box": { expected: string; found: string };
  "parts-of-sequence": { found: string };
  "deep-too-large": { what: string; most: number; extent_mm: number; pixel_mm: number };
  "deep-useless": { found: Phrase };
  "deep-weights": { expected: string; found: string };
  "deep-features-other": { sequence: Sequence; expected: string; found: string };
  "no-image-type": Record<never, never>;
  cancelled: Record<never, never>;
  age: { found: string };
  "sequence-missing": { sequence: Sequence; model: string };
  "sequence-twice": { sequence: Sequence };
  "features-of-other-settings": { sequence: Sequence };
  "input-without-value": { input: string };
  "input-missing": { input: string };
  "model-missing": { file: string; model: string; classifier: string };
  "input-count": { expected: number; found: number };
  "no-summary": { sequence: Sequence };
  "capsule-broken": { expected: string; found: string };
  "capsule-version": { expected: string; found: string };
  "capsule-sha256": { expected: string; found: string };
  "capsule-other-image": Record<never, never>;
  "capsule-image-differs": { sequence: Sequence; differences: Phrase[] };
  "capsule-image-missing": { sequence: Sequence };
  "capsule-without-deep": Record<never, never>;
  "sequence-unknown": { found: string };
  message: { cause: string };
  "drawn-mask": { found: string };
}

/** Errors of settings. */
export interface SettingProblems {
  "settings-too-long": { most: number; bytes: number };
  "settings-too-deep": Record<never, never>;
  "settings-aliases": { most: number; aliases: number };
  "not-yaml": { cause: string };
  "yaml-documents": { documents: number };
  "yaml-key": { key: string };
  "yaml-value": { value: string };
  "no-sections": { found: string };
  "several-problems": { count: number; problems: Problem[] };
  "section-unknown": { section: string; known: string[] };
  "section-no-mapping": { section: string; found: string };
  "image-types-null": Record<never, never>;
  "feature-classes-null": Record<never, never>;
  "setting-unknown": { place: string; setting: string; found: string };
  "setting-misspelt": { place: string; setting: string; meant: string[]; found: string };
  "setting-value": { place: string; setting: string; expected: Phrase; found: string };
  "no-name-and-value": { found: string };
  "label-of-image-type": { place: string; found: string };
  "image-type-unknown": { found: string; known: string[] };
  "class-unknown": { found: string; known: string[] };
  "features-no-list": { class: string; found: string };
  "feature-unknown": { class: string; found: string; known: string[] };
}

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
  "orientation-sheared": { cosine: number; shift_mm: number; turned_deg: number };
  "qform-not-finite": Record<never, never>;
  "sform-unusable": Record<never, never>;
  "units-assumed": { units: string };
  "voxels-not-finite": { voxels: number; of: number };
  "mask-not-finite": { voxels: number; of: number };
  "mask-axis-dropped": Record<never, never>;
  "mask-layers": { layers: number; layer: number; segments: string[] };
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
  "true-or-false": Record<never, never>;
  whole: { number: number };
  "whole-from": { min: number };
  "whole-from-to": { min: number; max: number };
  "any-number": Record<never, never>;
  "number-above-zero": Record<never, never>;
  "number-above-zero-to": { max: number };
  numbers: { count: [number, number | null] };
  "numbers-from-zero": { count: [number, number | null] };
  "numbers-above-zero": { count: [number, number | null] };
  "wholes-from": { min: number };
  "wholes-from-to": { min: number; max: number };
  "one-of": { names: string[] };
  "one-of-or-number": { names: string[]; most: number };
  "wavelet-name": Record<never, never>;
  "bits-of-samples": { most: number };
  "dicom-file": Record<never, never>;
  "meta-image-header": Record<never, never>;
  "file-of": { format: string };
  "hdf5-file": Record<never, never>;
  picture: { format: string };
  "pdf-document": Record<never, never>;
  archive: { format: string };
  "gzip-inside-gzip": Record<never, never>;
  "empty-file": Record<never, never>;
  "text-file": Record<never, never>;
  "unknown-bytes": Record<never, never>;
  "one-bit-voxels": Record<never, never>;
  "complex-voxels": Record<never, never>;
  "colour-voxels": { kind: string };
  "long-float-voxels": Record<never, never>;
  "blocks-of-bytes": Record<never, never>;
  tolerance: { tolerance: number };
  voxels: { voxels: number };
  "not-a-number": Record<never, never>;
  "voxels-not-finite": { voxels: number; of: number };
  infinite: Record<never, never>;
  "voxels-without-value": Record<never, never>;
  "one-value-everywhere": Record<never, never>;
  "values-not-finite": Record<never, never>;
  "one-intensity-everywhere": Record<never, never>;
  "one-intensity-within-percentiles": Record<never, never>;
  "bin-width-over": { width: number; minimum: number; maximum: number };
  "bin-count": Record<never, never>;
  "other-size": { found: string; expected: string };
  "other-spacing": { found: string; expected: string };
  "other-origin": { found: string; expected: string };
  "other-intensities": Record<never, never>;
  "other-direction-or-type": Record<never, never>;
}

/** Why a file has its role. */
export interface Guesses {
  "name-says": { words: string[] };
  "folder-says": { words: string[] };
  "voxels-are-labels": Record<never, never>;
  "fat-suppressed-beside-t1": { words: string[] };
  "contrast-beside-t1": { words: string[] };
  "fat-suppressed-beside-t2": { words: string[] };
  "nothing-said": Record<never, never>;
  contradiction: { words: string[] };
  "no-sequence": { words: string[] };
  "flair-unused": { words: string[] };
  "mask-without-labels": { words: string[] };
  "dixon-unsaid": { words: string[] };
  "fat-unclear": { words: string[] };
  "contrast-unclear": { words: string[] };
  "t1-fat-suppressed": { words: string[] };
  "t1-fat-suppressed-before": { words: string[] };
  "t2-after-contrast": { words: string[] };
  "weighting-unsaid": { words: string[] };
}
