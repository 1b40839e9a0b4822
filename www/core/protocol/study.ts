// The shapes of what the core says of model files and feature tables. Types only, no code.
import type { Sequence } from "./base.ts";

export type Split = "train" | "internal" | "external";

/** Who was in a cohort. */
export interface Cohort {
  split: Split;
  primaries: number;
  metastases: number;
  /** Mean and standard deviation. */
  age_years: [number, number] | null;
  centers: number;
}

/** A number with its 95 % interval, where it has one. */
export interface Measured {
  value: number;
  interval: [number, number] | null;
}

/** How a classifier did in one cohort; the training cohort's predictions are out-of-fold. */
export interface Performance {
  split: Split;
  cases: number;
  metastases: number;
  measures: { key: string; measured: Measured | null }[];
}

export interface ClassifierFacts {
  kind: string;
  threshold: number;
  cohorts: Performance[];
}

export interface ModelFacts {
  name: string;
  baseline: boolean;
  /** Whether it needs deep features. */
  deep: boolean;
  inputs: string[];
  classifiers: ClassifierFacts[];
}

/** What a model file says of itself. */
export interface Description {
  name: string;
  demonstration: boolean;
  notice: string;
  sha256: string;
  /** PyRadiomics parameter file of its extraction. */
  settings: string;
  /** Parts that the extraction of a sequence can be spread over. */
  parts: number;
  /** Network and settings of the deep features its models use. */
  deep: { network: string; weights_sha256: string; options: object } | null;
  sequences: Sequence[];
  /** From the finest to the coarsest; of sequences whose spacing is known. */
  spacing_mm: { sequence: Sequence; low_mm: [number, number, number]; high_mm: [number, number, number] }[];
  /** Share of metastases in the training cases; null where its models do not agree on one. */
  prevalence: number | null;
  cohorts: Cohort[];
  training: { seed: number; folds: number; calibration: string; classifiers: string[] };
  card: { intended_use: string; population: string; limits: string; licence: string };
  models: ModelFacts[];
}

/** A pair of numbers: a point of a curve. */
export type Point = [number, number];

/** A model's curves in one cohort, with where a case stands on them. */
export interface Curves {
  split: Split;
  cases: number;
  metastases: number;
  /** With its 95 % interval. */
  auc: [number, number, number] | null;
  /** 1 − specificity, sensitivity. */
  roc: Point[];
  roc_at_threshold: Point | null;
  roc_at_case: Point | null;
  /** Predicted, observed. */
  calibration: Point[];
  groups: { predicted: number; observed: [number, number, number] }[];
  observed_at_case: number | null;
  decision: { threshold: number; model: number; all: number }[];
}

/** One input of a nomogram; between the ends of its range points lie on a straight line. */
export interface NomogramTerm {
  input: string;
  range: Point;
  points: Point;
  value: number;
  value_points: number;
}

export interface Nomogram {
  terms: NomogramTerm[];
  most: number;
  per_logit: number;
  logit_at_zero: number;
  total: number;
  probability: number;
}

export interface Charts {
  cohorts: Curves[];
  nomogram: Nomogram | null;
}

/** What a feature table holds. */
export interface Contents {
  cohorts: Cohort[];
  sequences: Sequence[];
  radiomics: number;
  columns: number;
}

/** What a model is trained with; what is left out is as usual. */
export interface TrainingOptions {
  name: string;
  demonstration: boolean;
  classifiers: string[];
  seed: number;
  calibration: "platt" | "isotonic";
}

/** A file of a report. */
export interface ReportFile {
  name: string;
  text: string;
}

/** How a feature table was made: parameter file of the extraction, and what made its deep features. */
export interface FeatureSource {
  settings: string;
  deep?: object | null;
}
