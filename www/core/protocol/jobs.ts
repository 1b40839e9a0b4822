// What a worker can be asked. Types only, no code.
import type { Source } from "./base.ts";
import type * as core from "./core.ts";
import type { Held } from "./held.ts";
import type { Sequence } from "./lists.ts";
import type { Grid, Picture } from "./voxels.ts";

/** What a worker can be asked. Jobs of one `work` share what a worker prepares for the first of them. */
export interface Jobs {
  inspect: { source: Source };
  /** What the files of one case are taken for by their names. */
  guess: { files: core.NamedFile[] };
  /** Paths of the files in a zip archive; the bytes of one of them, by its place. */
  zipNames: { file: File };
  zipEntry: { file: File; at: number };
  /** Which files are DICOM; what they hold together; the middle slice of a volume. */
  areDicom: { files: readonly File[] };
  studyFound: { study: Held<"study"> };
  preview: { study: Held<"study">; at: number };
  /** Names of the files that hold the voxels of an NRRD header. */
  dataFiles: { source: Source };
  /** One part of the features of a sequence inside one label of the mask. */
  extract: {
    work: number;
    part: number;
    model: Held<"model">;
    sequence: Sequence;
    image: Source;
    mask: Source;
    label: number;
  };
  join: { parts: readonly core.SequencePart[] };
  /** Which engine runs with the weights of the network, and why. */
  openNetwork: { network: Held<"network">; wish: core.EnginePreference };
  /** One part of the deep features of each of the images: so many of their slices. */
  deep: {
    work: number;
    part: number;
    parts: number;
    model: Held<"model">;
    network: Held<"network">;
    wish: core.EnginePreference;
    images: readonly Source[];
    mask: Source;
    label: number;
  };
  /** Deep features of a sequence from all its parts. */
  joinDeep: { parts: readonly core.DeepPart[] };
  /** Where deep features would be computed, from what the machine is and from a small network that needs no weights. */
  engine: { wish: core.EnginePreference };
  /** Features by a parameter file, without a model. */
  measure: { image: Source; mask: Source; params: string };
  columns: { names: readonly string[] };
  describe: { model: Held<"model"> };
  /** A classifier's curves, with the marks of a case. */
  charts: {
    model: Held<"model">;
    name: string;
    classifier: string;
    probability: number;
    values: number[];
    prevalence: number | null;
  };
  /** What a feature table holds; and how it was made, from what is noted beside it. */
  contents: { table: string };
  source: { table: string; provenance: string };
  /** The clinical inputs that a file declares. */
  clinical: { text: string };
  /** A model file of a feature table; the files of the report on one. */
  train: { table: string; source: core.FeatureSource; options: Partial<core.TrainOptions> };
  evaluate: { model: Held<"model">; table: string };
  /** The model on a site's own cases; a model file that is brought to them, `update` null for what the closed test chooses. */
  validate: { model: Held<"model">; table: string; source: core.FeatureSource | null };
  recalibrate: { model: Held<"model">; table: string; update: core.Update | null };
  /** The model's answer to a case, for a prevalence of metastases; null for that of training. */
  predict: { model: Held<"model">; case: Held<"case">; prevalence: number | null };
  /** Features of one sequence on masks perturbed by one voxel. */
  measurePerturbed: { model: Held<"model">; sequence: Sequence; image: Source; mask: Source; label: number };
  levels: { model: Held<"model">; image: Source; picture: Picture<Int32Array>; label: number };
  /** A capsule of a case; `deepBy` computed its deep features. */
  seal: {
    model: Held<"model">;
    case: Held<"case">;
    deepBy: core.EngineName;
    prevalence: number | null;
    mask: Source;
    label: number;
  };
  /** Many cases: those of a list, column names, the line of a case, and of one without an answer. */
  caseList: { table: string };
  /** The cases of a folder, by the paths of its files; the places among paths of the files that a list names. */
  folderCases: { paths: string[]; participants: core.Participants[] };
  findListed: { list: string; names: string[]; paths: string[] };
  /** A line of CSV; that of the files of a case. */
  csvLine: { cells: string[] };
  filesLine: { images: string[]; masks: string[] };
  answersHeader: { model: Held<"model"> };
  caseLine: { model: Held<"model">; case: Held<"case">; name: string };
  problemLine: { model: Held<"model">; name: string; age: number | null; clinical: core.Told[]; problem: string };
  /** What is in a capsule; one sequence of it measured again; its deep features, on the processor; all compared. */
  capsule: { capsule: Held<"capsule"> };
  recompute: { capsule: Held<"capsule">; sequence: Sequence; image: Source };
  recomputeDeep: { capsule: Held<"capsule">; network: Held<"network">; sequence: Sequence; image: Source };
  compare: { capsule: Held<"capsule">; sequences: readonly core.Recomputed[]; deep: readonly core.Deep[] };
  /** The voxels of an image to look at, and of a mask. */
  image: { source: Source };
  labels: { source: Source };
  /** A mask on images, each given by its grid. */
  place: { picture: Picture<Int32Array>; label: number; grids: readonly Grid[]; tolerance: number | null };
  /** A drawn mask as the bytes of a file. */
  labelFile: { picture: Picture<Int32Array>; format: "nii.gz" | "seg.nrrd" };
}

export type Op = keyof Jobs;
