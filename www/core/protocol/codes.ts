// What the core says: the values of every code. Written from src/words by tests/mechanics/codes.rs, not by hand.
import type { CoreError as Problem } from "./core.ts";
import type { Sequence } from "./lists.ts";

/** A code with its values. */
export type Coded<Codes> = { [C in keyof Codes]: { code: C; values: Codes[C] } }[keyof Codes];

/** A part of a sentence. */
export type Phrase = Coded<Phrases>;

/** What a long computation does next. */
export type Task = Coded<Tasks>;

/** A statistic, or what the data must have for one. */
export type Statistic = Coded<Statistics>;

/** Errors of files with images and masks. */
export interface ImageProblems {
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
  "nrrd-file-header": { file: string };
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
}

/** Errors of masks on images, and of what is measured in them. */
export interface RegionProblems {
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
  "not-weights": { found: string };
  "weights-broken": { expected: string; found: string };
  "network-layer": { layer: number; expected: string; found: string };
  "no-tap": { tap: string; known: string[] };
  "deep-setting": { setting: string; range: string; found: string };
  "deep-part": { part: number; parts: number };
  "deep-parts": { found: string };
  "deep-unprepared": Record<never, never>;
  "no-image-type": Record<never, never>;
}

/** Errors of a case and its answer, of capsules, and of what crosses between page and core. */
export interface CaseProblems {
  cancelled: Record<never, never>;
  "age-unread": { found: string; why: Phrase };
  "share-unread": { found: string; why: Phrase };
  "file-not-found": { name: string };
  "role-twice": { role: string; files: string[] };
  "folder-without-images": { files: number };
  "folder-of-dicom": { files: number };
  age: { found: string };
  "clinical-unread": { input: string; expected: Phrase; found: string };
  "clinical-unknown": { input: string; known: string[] };
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
  "mask-format": { found: string };
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
  "yaml-value": Record<never, never>;
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

/** Errors of DICOM files, of slices and of archives. */
export interface ScanProblems {
  "file-unreadable": { cause: string };
  "not-dicom": Record<never, never>;
  "no-slices": { found: string };
  "directory-alone": { found: string };
  "zip-broken": { cause: string };
  "zip-entries": { most: number; found: number };
  "zip-inflated": { most: number; found: number };
  "zip-encrypted": Record<never, never>;
  "dicom-cut-off": Record<never, never>;
  "dicom-elements": { most: number };
  "dicom-element-length": { tag: string; bytes: number };
  "dicom-sequence-cut": Record<never, never>;
  "dicom-sequence-open": Record<never, never>;
  "dicom-depth": { most: number };
  "dicom-item-length": { bytes: number };
  "dicom-no-item": { tag: string };
  "dicom-item-open": Record<never, never>;
  "dicom-no-fragment": { tag: string };
  "dicom-items-packed": Record<never, never>;
  "dicom-no-syntax": Record<never, never>;
  "dicom-syntax": { name: string; uid: string };
  "dicom-inflated": { most: number };
  "dicom-no-number": { field: string };
  "dicom-no-place": { field: string };
  "dicom-field": { field: string; expected: string; found: string };
  "dicom-bits": { field: string; expected: string; found: number };
  "dicom-segments": { most: number };
  "dicom-contour-data": { numbers: number };
  "mask-of-other": Record<never, never>;
  "segmentation-empty": Record<never, never>;
  "mask-frames-uneven": Record<never, never>;
  "mask-grid": { most: number };
  "contours-without-volume": Record<never, never>;
  "dicom-slope-zero": Record<never, never>;
  "dicom-no-area": { columns: number; rows: number };
  "dicom-colour": Record<never, never>;
  "dicom-too-large": { most: number };
  "dicom-unplaced-frames": Record<never, never>;
  "dicom-frame-groups": { frames: number };
  "dicom-no-pixels": Record<never, never>;
  "dicom-pixels-packed": Record<never, never>;
  "dicom-pixels-plain": Record<never, never>;
  "dicom-bits-packed": Record<never, never>;
  "dicom-pixel-bytes": { expected: number; found: number };
  "dicom-pixel-values": { expected: number; found: number };
  "dicom-fragments": { frames: number };
  "dicom-frames": { frames: number; found: number };
  "stream-size": { codec: string; expected: string; found: string };
  "stream-broken": { codec: string; expected: string; found: string };
  "slices-doubled": { more: number };
  "slices-turned": Record<never, never>;
  "slice-thickness": Record<never, never>;
  "slice-missing": { places: number; images: number; missing: number };
  "slice-distances": { least_mm: number; most_mm: number };
  "slices-lean": { degrees: number };
}

/** Errors of tables, and of their rows for a model. */
export interface TableProblems {
  "table-cells": { line: number; expected: number; found: number };
  "no-header": Record<never, never>;
  "header-without": { column: string; columns: string };
  "table-problems": { count: number; problems: Problem[] };
  "too-many-columns": { most: number; found: number };
  "too-many-rows": { most: number; found: number };
  "too-many-missing": { most: number; found: number };
  "long-text": { most: number; row: number; found: number };
  "bad-cell": { row: number; column: string; expected: Phrase; found: string };
  "column-numbering": { column: string };
  "column-twice": { column: string };
  "clinical-file": { cause: string };
  "clinical-unsound": { input: string; expected: Phrase; found: string };
  "case-twice": { case: string };
  "case-in-rows": { case: string; first: number; second: number };
  "table-size": { rows: number; columns: number; values: number };
  "repeat-columns": Record<never, never>;
  "repeat-case": { case: string };
  "age-of-case": { case: string; age: string };
  "patient-in-cohorts": { patient: string; first: string; first_split: string; second: string; second_split: string };
  "same-features": { first: string; second: string };
  "training-rows": { metastases: number; primaries: number };
  "no-column": { column: string };
  "input-absent": { input: string; rows: number };
  "input-constant": { input: string };
  "whole-cases": { least: number; found: number };
  "case-without-input": { input: string; case: string };
  "deep-column": { last: number; column: string };
  "deep-squares": { sequence: Sequence };
  "repeated-cases": { least: number; found: number; cases: number };
  "no-cases": Record<never, never>;
  "no-features": Record<never, never>;
  provenance: { cause: string };
  "provenance-of-other": Record<never, never>;
  "no-provenance": { column: string };
}

/** Errors of model files, of fitting and of imported classifiers. */
export interface ModelProblems {
  "model-unwritable": { cause: string };
  "not-a-model": { cause: string };
  "model-version": { expected: number; found: string };
  "model-schema": { expected: string; found: string };
  "model-sha256": { expected: string; found: string };
  "model-unsound": { model: string; part: Phrase; expected: Phrase };
  "model-problems": { count: number; problems: Problem[] };
  "no-probability": { model: string; classifier: string };
  "model-rows": Record<never, never>;
  "no-fitted-model": Record<never, never>;
  "other-extraction": Record<never, never>;
  "no-training-prevalence": Record<never, never>;
  "training-prevalences": Record<never, never>;
  prevalence: { found: string };
  "study-unsound": { expected: Phrase };
  "no-finite-fit": Record<never, never>;
  "calibration-rows": { metastases: number };
  "classifier-unsound": { expected: Phrase };
  "imported-settings": Record<never, never>;
  "no-grid": { classifier: string };
  "classifier-unknown": { known: string[]; found: string };
  "no-classifiers": Record<never, never>;
  folds: { found: number };
  "selection-options": { expected: Phrase[]; found: string };
  "component-options": { expected: Phrase[]; found: string };
  threshold: { found: string };
  "input-names": { expected: number; found: number };
  "input-unknown": { found: string };
  "input-twice": { input: string };
  "input-contradicts": { place: number; named: string; given: string };
  "foreign-binary": { kind: Phrase };
  "foreign-format": Record<never, never>;
  "foreign-json": { cause: string };
  "foreign-unlike": { cause: string };
  "foreign-inputs": Record<never, never>;
  "foreign-schema": { expected: string; found: string };
  "foreign-scaling": Record<never, never>;
  "foreign-sigmoid": Record<never, never>;
  "foreign-tree": Record<never, never>;
  "foreign-tree-count": { stated: number; found: number };
  "foreign-weights": { trees: number; found: number };
  "foreign-answer-rows": Record<never, never>;
  "foreign-answers": { row: number; expected: number; found: number };
  "foreign-child": { found: number };
  "foreign-node": Record<never, never>;
  "foreign-parents": Record<never, never>;
  "foreign-too-many": { most: number; found: number };
  "foreign-field": { field: string; expected: Phrase; found: string };
  "foreign-line": { field: string };
  "foreign-cut-off": Record<never, never>;
  "foreign-objective": { expected: string; found: string };
  "foreign-booster": { found: string };
  "foreign-outcomes": { outcomes: number };
  "foreign-categories": Record<never, never>;
  "foreign-leaves": Record<never, never>;
  "foreign-rounds": { trees: number; best: number; rounds: number };
  undefined: { statistic: Statistic; needs: Statistic; found: string };
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
  "clinical-imputed": { input: string; value: string };
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
  "mask-fractional": Record<never, never>;
  "mask-other-frame": Record<never, never>;
  "contours-off-plane": { mm: number };
  "contours-gap": { slices: number };
  "regions-without-inside": { regions: number };
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

/** Names of statistics, and what the data must have for them. */
export interface Statistics {
  auc: Record<never, never>;
  "bootstrap-interval": Record<never, never>;
  "brier-score": Record<never, never>;
  "calibration-curve": Record<never, never>;
  "calibration-groups": Record<never, never>;
  "calibration-line": Record<never, never>;
  "chi-squared": Record<never, never>;
  "confusion-matrix": Record<never, never>;
  correlation: Record<never, never>;
  "decision-curve": Record<never, never>;
  "delong-test": Record<never, never>;
  "delong-variance": Record<never, never>;
  "hosmer-lemeshow": Record<never, never>;
  icc: Record<never, never>;
  "logistic-regression": Record<never, never>;
  lowess: Record<never, never>;
  "mann-whitney": Record<never, never>;
  "optimism-correction": Record<never, never>;
  "p-holm": Record<never, never>;
  "p-benjamini-hochberg": Record<never, never>;
  proportion: Record<never, never>;
  quantile: Record<never, never>;
  reclassification: Record<never, never>;
  "roc-curve": Record<never, never>;
  spearman: Record<never, never>;
  spiegelhalter: Record<never, never>;
  "standardised-difference": Record<never, never>;
  summary: Record<never, never>;
  "finite-numbers": Record<never, never>;
  pairs: Record<never, never>;
  "of-each-class": { least: number };
  probabilities: Record<never, never>;
  "uncertain-probabilities": Record<never, never>;
  "at-least": { least: number };
  "variance-of-difference": Record<never, never>;
  "differing-predictions": Record<never, never>;
  "one-case": Record<never, never>;
  "varying-sides": Record<never, never>;
  thresholds: Record<never, never>;
  "cases-for-groups": Record<never, never>;
  "both-outcomes": Record<never, never>;
  "leaning-probabilities": Record<never, never>;
  "values-and-share": Record<never, never>;
  "varying-groups": Record<never, never>;
  "filled-table": Record<never, never>;
  "two-raters": Record<never, never>;
  "differing-subjects": Record<never, never>;
  "overlapping-classes": Record<never, never>;
  "two-groups": Record<never, never>;
  "half-of-resamples": Record<never, never>;
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
  "brighter-in": { more: Sequence; contrast: number; less: Sequence; other: number };
  "resembles-more": { of: Sequence; more: Sequence; correlation: number; less: Sequence; other: number };
  "age-bound": Record<never, never>;
  "age-no-number": Record<never, never>;
  "age-in-days": Record<never, never>;
  "age-zero": Record<never, never>;
  "age-beyond": Record<never, never>;
  "share-no-number": Record<never, never>;
  "share-of-one": Record<never, never>;
  "share-beyond": Record<never, never>;
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
  "yes-or-no": Record<never, never>;
  "clinical-number": { least: number; most: number };
  "clinical-amount": { least: number; most: number; unit: string };
  "clinical-name": { most: number };
  "clinical-bounds": Record<never, never>;
  "fields-of-numbers": Record<never, never>;
  "clinical-classes": { most: number };
  "clinical-count": { most: number };
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
  "point-number": Record<never, never>;
  "file-name": Record<never, never>;
  "case-name": Record<never, never>;
  "repeat-number": Record<never, never>;
  "cohort-name": Record<never, never>;
  diagnosis: Record<never, never>;
  "part-deep": Record<never, never>;
  "ubjson-model": Record<never, never>;
  "pickled-model": Record<never, never>;
  "onnx-model": Record<never, never>;
  "part-name": Record<never, never>;
  "part-cohorts": Record<never, never>;
  "part-distribution": Record<never, never>;
  "part-lasso": Record<never, never>;
  "part-predictions": Record<never, never>;
  "cohorts-sound": Record<never, never>;
  "once-each": Record<never, never>;
  "ranges-in-order": Record<never, never>;
  "lasso-sound": Record<never, never>;
  "predictions-sound": Record<never, never>;
  "shares-in-leaves": Record<never, never>;
  "feature-number": { least: number; most: number };
  "age-years": Record<never, never>;
  "part-scaling": Record<never, never>;
  "part-prevalence": Record<never, never>;
  "part-own-scaling": Record<never, never>;
  "part-classifier": Record<never, never>;
  "part-calibration": Record<never, never>;
  "network-and-settings": Record<never, never>;
  "finite-means": Record<never, never>;
  "share-between": Record<never, never>;
  "finite-divisors": Record<never, never>;
  "finite-and-threshold": Record<never, never>;
  "sound-trees": Record<never, never>;
  "finite-coefficients": Record<never, never>;
  "neighbour-rows": Record<never, never>;
  "finite-weights": Record<never, never>;
  "three-cohorts": Record<never, never>;
  "model-places": Record<never, never>;
  "one-prediction-a-case": Record<never, never>;
  "in-range": { name: string; range: string };
  "input-number": Record<never, never>;
  "trees-of-xgboost": Record<never, never>;
  "at-most-trees": { most: number };
  "probability-between": Record<never, never>;
  "count-of-numbers": { count: number };
  "at-least-one": Record<never, never>;
  "missing-kind": Record<never, never>;
  "dicom-file": Record<never, never>;
  "meta-image-header": Record<never, never>;
  "file-of": { format: string };
  "hdf5-file": Record<never, never>;
  picture: { format: string };
  "pdf-document": Record<never, never>;
  archive: { format: string };
  "gzip-inside-gzip": Record<never, never>;
  "empty-file": Record<never, never>;
  "empty-archive": Record<never, never>;
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
  "no-sequence-word": Record<never, never>;
  contradiction: { words: string[] };
  "no-sequence": { words: string[] };
  "flair-unused": { words: string[] };
  "mask-without-labels": { words: string[] };
  "dixon-image-unknown": { words: string[] };
  "fat-unclear": { words: string[] };
  "contrast-unclear": { words: string[] };
  "t1-fat-suppressed": { words: string[] };
  "t1-fat-suppressed-before": { words: string[] };
  "t2-after-contrast": { words: string[] };
  "weighting-unknown": { words: string[] };
}

/** Why the graphics card cannot be used. */
export interface GpuProblems {
  "no-adapter": Record<never, never>;
  "cpu-build": Record<never, never>;
  "no-device": { cause: string };
  "device-lost": { cause: string };
  "device-closed": Record<never, never>;
  "device-failed": { cause: string };
  "network-not-loaded": { cause: string };
  "buffers-too-small": { most: number };
  "no-result": Record<never, never>;
  "result-unreadable": Record<never, never>;
  "feature-no-number": Record<never, never>;
}

/** Why a DICOM volume was proposed for a sequence, or for none. */
export interface VolumeRoles {
  times: { times: string };
  "fat-suppression-by": { attributes: string[] };
  "contrast-by": { attributes: string[] };
  "acquisition-order": Record<never, never>;
  sagittal: Record<never, never>;
  axial: Record<never, never>;
  coronal: Record<never, never>;
  oblique: Record<never, never>;
  "one-of-candidates": { candidates: number };
  "other-patient": Record<never, never>;
  "other-proposed": { sequence: Sequence };
  unusable: { problems: Problem[] };
  modality: { modality: string };
  localizer: Record<never, never>;
  "few-slices": { slices: number };
  "diffusion-or-echo-planar": Record<never, never>;
  derived: { kind: string };
  "other-by-description": Record<never, never>;
  "one-in-time": { volumes: number };
  "times-contradict": { times: string; by_times: string; by_words: string };
  weighting: { weighting: string };
  "weighting-unclear": Record<never, never>;
  "fat-suppressed": Record<never, never>;
  "with-contrast": Record<never, never>;
  "real-part": Record<never, never>;
  "fat-image": Record<never, never>;
  "opposed-phase-image": Record<never, never>;
  "phase-image": Record<never, never>;
  "imaginary-part": Record<never, never>;
  "fat-fraction": Record<never, never>;
  "apparent-diffusion": Record<never, never>;
  "diffusion-trace": Record<never, never>;
  "diffusion-anisotropy": Record<never, never>;
}
