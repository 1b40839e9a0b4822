// What crosses between the page and its workers, and the shapes of the core's answers. Types only, no code.
import type { Problem, Sequence, Source, Warning } from "./base.ts";
import type { MaskDone, Task } from "./codes.ts";
import type { EngineWish } from "./deep.ts";
import type { TrainingOptions } from "./study.ts";
import type { Grid, MaskOnImage, Picture } from "./voxels.ts";

export type * from "./answer.ts";
export type * from "./base.ts";
export type * from "./case.ts";
export type * from "./codes.ts";
export type * from "./deep.ts";
export type * from "./study.ts";
export type * from "./voxels.ts";

/** Features of one sequence. */
export interface Extraction {
  sequence: Sequence;
  /** Column of a cohort table, and value; null where there is no finite number. */
  features: { name: string; value: number | null }[];
  warnings: Warning[];
}

/** What a worker can be asked; answers of the core are JSON text as the command line prints it. */
export interface Jobs {
  inspect: { source: Source };
  /**
   * One part of the features of a sequence inside one label of the mask. Jobs of one `work` share what a worker
   * prepares.
   */
  extract: {
    work: number;
    part: number;
    model: string;
    sequence: Sequence;
    image: Source;
    mask: Source;
    label: number;
  };
  /** Features of a sequence from all its parts. */
  join: { parts: string[] };
  /** Deep features of all sequences, with the settings of the model and the weights of its network. */
  deep: {
    model: string;
    weights: Uint8Array<ArrayBuffer>;
    wish: EngineWish;
    images: readonly { sequence: Sequence; source: Source }[];
    mask: Source;
    label: number;
  };
  /** Where deep features would be computed, from what the machine is and from a small network that needs no weights. */
  engine: { wish: EngineWish };
  /** Features by a parameter file, without a model. */
  measure: { image: Source; mask: Source; params: string };
  /** What a model file says of itself. */
  describe: { model: string };
  /** A classifier's curves, with the marks of a case. */
  charts: {
    model: string;
    name: string;
    classifier: string;
    probability: number;
    values: number[];
    prevalence: number | null;
  };
  /** What a feature table holds; and how it was made, from what is noted beside it. */
  contents: { table: string };
  source: { table: string; provenance: string };
  /** A model file of a feature table; the files of the report on one. */
  train: { table: string; source: string; options: TrainingOptions };
  evaluate: { model: string; table: string };
  /** The model's answer to the features of all sequences (texts of `extract`), their deep ones if any, and the age; for a
   * share of metastases, null for that of training. */
  predict: {
    model: string;
    sequences: string[];
    deep: string[];
    age: number;
    said: MaskDone[];
    perturbed: string[];
    prevalence: number | null;
  };
  /** Features of one sequence on masks moved by one voxel. */
  perturb: { model: string; sequence: Sequence; image: Source; mask: Source; label: number };
  /** Grey levels of a region. */
  levels: { model: string; image: Source; picture: Picture<Int32Array>; label: number };
  /** A capsule of a case; what is in one; one sequence of it measured again; all of them compared. */
  seal: {
    model: string;
    sequences: string[];
    deep: string[];
    age: number;
    said: MaskDone[];
    /** Texts of `perturb`, where the range was measured. */
    moved: string[];
    /** What computed the deep features. */
    deepBy: "cpu" | "webgpu";
    prevalence: number | null;
    mask: Source;
    label: number;
  };
  /** Many cases: those of a list, column names, the line of a case, and of one without an answer. */
  caseList: { table: string };
  answersHeader: { model: string };
  caseLine: { model: string; name: string; sequences: string[]; deep: string[]; age: number | null };
  problemLine: { model: string; name: string; age: number | null; problem: string };
  capsule: { capsule: string };
  recompute: { capsule: string; sequence: Sequence; image: Source };
  /** Its deep features, on the processor. */
  recomputeDeep: { capsule: string; sequence: Sequence; image: Source; weights: Uint8Array<ArrayBuffer> };
  compare: { capsule: string; sequences: string[]; deep: string[] };
  /** The voxels of an image to look at. */
  image: { source: Source };
  /** The voxels of a mask. */
  labels: { source: Source };
  /** A mask on images, each given by its grid. */
  place: { picture: Picture<Int32Array>; label: number; grids: readonly Grid[] };
  /** A drawn mask as the bytes of a file. */
  labelFile: { picture: Picture<Int32Array>; format: "nii.gz" | "seg.nrrd" };
}

/** Answers that are not text. */
interface Objects {
  place: MaskOnImage[];
  image: Picture<Float32Array>;
  labels: Picture<Int32Array>;
  labelFile: Uint8Array<ArrayBuffer>;
}

/** What each of them answers. */
export type Results = { [O in Exclude<keyof Jobs, keyof Objects>]: string } & Objects;

export type Op = keyof Jobs;

/** Page to worker. The compiled core comes first, once. */
export type Request = { module: WebAssembly.Module } | { [O in Op]: { id: number; op: O; args: Jobs[O] } }[Op];

/** How far a job is: `done` of `total` steps, `next` is being done, where that is known. */
export interface Progress {
  done: number;
  total: number;
  next: Task | null;
}

/** Worker to page. After `fatal` the worker is of no more use. */
export type Answer =
  | { id: number; progress: Progress }
  | { id: number; ok: Results[Op] }
  | { id: number; problem: Problem; fatal: boolean };
