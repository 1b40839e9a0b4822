// What crosses between core and page, as the core has it. Written by src/protocol/types.rs, not by hand.
import type { ClassifierKind, Sequence } from "./lists.ts";

/** How far two placements of one grid lie apart. */
export type Apart = {
  /** Between the centres of their first voxels, mm. */
  shift_mm: number,
  /** Largest angle between axes of the same number, degrees. */
  turned_deg: number,
};

/** Which calibration to fit. */
export type CalibrationKind = "platt" | "isotonic";

/** What a capsule holds. */
export type CapsuleSummary = {
  /** Its sequences. */
  sequences: Array<Sequence>,
  /** Years, where they are known. */
  age_years: number | null,
  /** The answer. */
  prediction: Prediction,
  /** Whether it has deep features. */
  deep: boolean,
};

/** What came of a recomputation. */
export type CapsuleVerdict = {
  /** Every number is the same to its last digit, every word the same. */
  agrees: boolean,
  /** Values that were compared. */
  compared: number,
  /** How many of them differ. */
  differ: number,
  /** The first of those. */
  differences: Array<Difference>,
  /** Deep features of a graphics card, compared with the processor's; null where there are none. */
  near: Near | null,
  /** Program that made the capsule, with its build stamp. */
  made_by: string,
  /** Program that verified it, with its build stamp: another stamp means that other code recomputed the digits. */
  verified_by: string,
};

/** Model card. */
export type Card = {
  /** What it is meant for. */
  intended_use: string,
  /** Whom it was made from. */
  population: string,
  /** What it cannot do. */
  limits: string,
  /** Terms. */
  licence: string,
};

/** Labels in a box of an image's voxels, outside of which there are none. */
export type CarriedBox = {
  /** The box's first voxel. */
  low: [number, number, number],
  /** Voxels along each axis. */
  size: [number, number, number],
  /** Labels, x fastest. */
  voxels: Int32Array,
};

/** The row of a case in the table of answers, and the answer it is headed by. */
export type CaseLine = {
  /** A line of CSV. */
  line: string,
  /** The first answer of the last model that is no baseline; null where no model was asked. */
  model: string | null,
  /** Its probability of metastasis. */
  probability: number | null,
  /** Its class. */
  class: string | null,
  /** What the user should know. */
  warnings: Array<Warning>,
  /** Names of its features, a line of CSV. */
  columns: string,
  /** Their values, a line of CSV. */
  features: string,
};

/** All that was measured of a case. */
export type CaseRecord = {
  /** Years, where they are known. */
  age_years: number | null,
  /** What else is said of the patient. */
  clinical: Array<Told>,
  /** Features of each sequence. */
  sequences: Array<SequenceFeatures>,
  /** Deep features in the order of the sequences; empty where there are none. */
  deep: Array<Deep>,
  /** What the page did to the mask before the case was measured. */
  mask_changes: Array<MaskDone>,
  /** Features on perturbed masks; empty where the mask sensitivity was not measured. */
  perturbed: Array<PerturbedSequence>,
};

/** Curves of a classifier, with a case's marks. */
export type Charts = {
  /** By cohort. */
  cohorts: Array<CohortCharts>,
  /** Only a sum over the inputs has one. */
  nomogram: Nomogram | null,
};

/** Which curves are drawn, and the case whose marks they have. */
export type ChartsRequest = {
  /** Name of the model. */
  name: string,
  /** Kind of its classifier: `logistic-regression`. */
  classifier: string,
  /** What the case got. */
  probability: number,
  /** Its inputs, in the order of the model. */
  values: Array<number>,
  /** Share of metastases that the probability is for; null for that of training. */
  prevalence: number | null,
};

/** The files that claim a role. */
export type Claimed = {
  /** The role. */
  role: GuessedRole,
  /** Places in the list of paths; two or more are for a person to decide. */
  files: Array<number>,
};

/** What a case is called. */
export type Class = "primary" | "metastasis";

/** One classifier of a model. */
export type ClassifierDescription = {
  /** Which kind. */
  kind: ClassifierKind,
  /** Frozen threshold. */
  threshold: number,
  /** How it did, by cohort. */
  cohorts: Array<CohortPerformance>,
};

/** A clinical input. */
export type ClinicalInput = {
  /** Its column in tables, and its name on the command line. */
  name: string,
  /** What its values are. */
  kind: ClinicalKind,
  /** Unit of a number. */
  unit?: string | null,
  /** Smallest and largest number that is taken. */
  bounds?: [number, number] | null,
  /** The model does not see the number, but whether it is above this one. */
  above?: number | null,
  /** The classes; the model sees a column for each but the first, with which the others are compared. */
  classes?: Array<string>,
  /** What becomes of a case in which it is not known. */
  unknown: Unknown,
  /**
   * What stands for an unknown value: the median of the training cases that have one, or their most frequent answer.
   * Training says it.
   */
  imputed?: number | null,
  /** What a page calls it in English, where that is not its name. */
  english?: string | null,
  /** The same in Chinese. */
  chinese?: string | null,
};

/** What kind of value an input has. */
export type ClinicalKind = "number" | "yes-no" | "class";

/** Both tests, the updates they are between, and which one they choose. */
export type ClosedTest = {
  /** No update, then intercept alone. */
  tests: Array<UpdateTest>,
  /** The least update that is not refuted. */
  chosen: Update,
  /** Intercept alone. */
  intercept: Line,
  /** Intercept and slope. */
  both: Line,
};

/** A message without its words: a code and its values, from which any language can make a sentence. */
export type CodeWithValues = {
  /** Short name in kebab case: `mask-cut-off`. */
  code: string,
  /** What the words are made of. */
  values: object,
};

/** Curves of one cohort; what cannot be drawn there is empty. */
export type CohortCharts = {
  /** Which cohort; the training cohort's predictions are out-of-fold. */
  split: Split,
  /** Cases. */
  cases: number,
  /** Metastases among them. */
  metastases: number,
  /** AUC with DeLong's 95 % interval. */
  auc: [number, number, number] | null,
  /** Corners of the ROC curve: 1 − specificity, sensitivity. */
  roc: Array<[number, number]>,
  /** Where the frozen threshold is on it. */
  roc_at_threshold: [number, number] | null,
  /** Where the case's probability is on it: shares of primaries and of metastases that got at least as much. */
  roc_at_case: [number, number] | null,
  /** Lowess of the diagnoses: predicted, observed. */
  calibration: Array<[number, number]>,
  /** Tenths of the cases. */
  groups: Array<Group>,
  /** Observed share at the case's probability; null beyond the cohort's predictions. */
  observed_at_case: number | null,
  /** Net benefit. */
  decision: Array<NetBenefit>,
};

/** How a classifier did in one cohort. */
export type CohortPerformance = {
  /** Which cohort; the training cohort's predictions are out-of-fold. */
  split: Split,
  /** Cases. */
  cases: number,
  /** Metastases among them. */
  metastases: number,
  /** The columns of a report's performance table, in its order. */
  measures: Array<NamedMeasure>,
};

/** Who was in a cohort. */
export type CohortRecord = {
  /** Which one. */
  split: Split,
  /** Cases of primaries. */
  primaries: number,
  /** Cases of metastases. */
  metastases: number,
  /** Mean and standard deviation of age, where known. */
  age_years: [number, number] | null,
  /** Number of centres. */
  centers: number,
};

/** A column of a feature table, and an input of a model. */
export type Column = string;

/** A column, taken apart. */
export type ColumnParts = {
  /** Its name in tables: `t1_original_glcm_JointEntropy`. */
  column: Column,
  /** The sequence it is about; null for what belongs to the patient. */
  sequence: Sequence | null,
  /** The name without the sequence, the same for all sequences: `original_glcm_JointEntropy`. */
  measure: string,
  /** What is measured. */
  what: Measure,
};

/** How many components a sequence gets. */
export type ComponentOptions = {
  /** Share of the variance to be explained, 0 to 1: as few components as reach it, */
  explained: number,
  /** but at most so many. */
  most: number,
};

/** What a feature table holds. */
export type Contents = {
  /** Cohorts that have cases. */
  cohorts: Array<CohortRecord>,
  /** Sequences of its columns. */
  sequences: Array<Sequence>,
  /** Columns of radiomics. */
  radiomics: number,
  /** All columns of features. */
  columns: number,
};

/** What one input did. */
export type Contribution = {
  /** Column, or `age`. */
  feature: Column,
  /** Its value in this case. */
  value: number,
  /** Its unit, where it has one. */
  unit?: string | null,
  /** Standard deviations from the training mean. */
  z: number,
  /** Smallest and largest value in the training cases. */
  training_range: [number, number],
  /** In log-odds. */
  contribution: number,
};

/** One problem, in plain words. */
export type CoreError = {
  /** What kind of problem. */
  kind: ErrorKind,
  /** Which thing: `"NIfTI header field dim[1]"`, `"setting binWidth"`, `"mask"`. */
  thing: string,
  /** What would have been right. */
  expected: string,
  /** What was there instead. */
  found: string,
  /** What the user can do about it. */
  hint: string | null,
  /** Where it came from, as the shell names it (a file, a sequence, a row). */
  origin: string | null,
  /** A stable short name in kebab case; errors that only the command line makes have none. */
  code: string | null,
  /** What the words are made of. */
  values: object | null,
};

/** Deep features of one sequence, with all that is needed to compute them again. */
export type Deep = {
  /** `cnn_0000`, … with their values; the sequence's name is put in front by the table. */
  features: Array<[string, number]>,
  /** Number of images that went through the network. */
  images: number,
  /** What the network is called. */
  network: string,
  /** SHA-256 of its weights file. */
  weights_sha256: string,
  /** Hash of the settings, `cnn::Options::hash`. */
  options_hash: string,
  /** What the user should know. */
  warnings: Array<Warning>,
};

/** What made deep features: only those with the same mark may share a column of a table. */
export type DeepMark = {
  /** What the network is called. */
  network: string,
  /** SHA-256 of its weights file. */
  weights_sha256: string,
  /** Hash of the settings, `cnn::Options::hash`. */
  options_hash: string,
};

/**
 * From volume to features, in this order:
 *
 * 1. the plane is the one with the finest resolution (its normal is the voxel axis with the largest spacing; of
 * equals, the one nearest to the body's axis), turned so that storage order does not matter: sagittal images have
 * anterior left and superior up, coronal right left and superior up, axial right left and anterior up;
 * 2. intensities are clipped to percentiles of the body (`clip_percent`), taken over all voxels of the volume that
 * are brighter than its mean;
 * 3. scaled linearly to 0…255;
 * 4. resampled in the plane to square pixels of `pixel_mm`; null leaves the pixels as scanned;
 * 5. cropped to a square around the centre of the lesion's bounding box over all its slices: the box's longer side
 * and `margin_mm` on both sides; what lies beyond the image is 0;
 * 6. brought to the network's input size by `interpolation`, and to its range by (x − 127) / 128;
 * 7. `slices` of the lesion go through the network, features of several are averaged;
 * 8. `taps` says which activations become features, each averaged over its pixels; from shallow to deep, whatever
 * the order here.
 */
export type DeepOptions = {
  /** Lower and upper percentile of the body's intensities, 0…100. */
  clip_percent: [number, number],
  /** Side of a pixel after resampling in the plane, mm. */
  pixel_mm: number | null,
  /** What is kept around the lesion's box, mm. */
  margin_mm: number,
  /** How pixels between pixels are made, at steps 4 and 6. */
  interpolation: Interpolation,
  /** Which slices are looked at. */
  slices: Slices,
  /** Which activations become features. */
  taps: Array<Tap>,
};

/** What the network gave for some slices of a lesion. */
export type DeepPart = {
  /** Which part of how many. */
  part: number, parts: number,
  /** One row of features a slice, in the order of the slices. */
  rows: Array<Array<number>>, made_by: DeepMark,
  /** Of the whole lesion, with every part. */
  warnings: Array<Warning>,
};

/** How deep features are to be made: kept beside feature tables and in model files. */
export type DeepRecord = {
  /** What the network is called. */
  network: string,
  /** SHA-256 of its weights file. */
  weights_sha256: string,
  /** From volume to features. */
  options: DeepOptions,
};

/** A model file for readers. */
export type Description = {
  /** Its name. */
  name: string,
  /** Trained on simulated cases. */
  demonstration: boolean,
  /** To be shown beside every answer. */
  notice: string,
  /** Its hash. */
  sha256: string,
  /** PyRadiomics parameter file of its extraction. */
  settings: string,
  /** `geometryTolerance` of its settings: how far a mask's grid may be from an image's and still count as the same. */
  geometry_tolerance: number | null,
  /** Parts that the extraction of a sequence can be spread over. */
  parts: number,
  /** Network and settings of the deep features its models use. */
  deep: DeepRecord | null,
  /** Sequences it needs. */
  sequences: Array<Sequence>,
  /** What has to be known of a patient without an image. */
  clinical: Array<ClinicalInput>,
  /** Spacing of the training cases, where it is known. */
  spacing_mm: Array<SpacingRange>,
  /** Share of metastases in the training cases; null where its models do not agree on one. */
  prevalence: number | null,
  /** What it was trained and tried on. */
  cohorts: Array<CohortRecord>,
  /** How it was trained. */
  training: TrainOptions,
  /** What it is for and what not. */
  card: Card,
  /** How it was brought to one place, where it was. */
  recalibrated: Recalibrated | null,
  /** The models, baselines last. */
  models: Array<ModelDescription>,
};

/** One value that came out different. */
export type Difference = {
  /** A column or a path in the answer. */
  what: string,
  /** In the capsule. */
  expected: string,
  /** Recomputed. */
  found: string,
};

/** What was measured, and how. */
export type Done = {
  /** Program, version and build stamp. */
  program: string,
  /** SHA-256 of the settings' text, which is in the model file. */
  settings_sha256: string,
  /** Years; null where the model does not ask for the age, or it is not known. */
  age_years?: number | null,
  /** The other clinical inputs of the model, as they count. */
  clinical?: Array<Told>,
  /** One a sequence. */
  sequences: Array<MeasuredSequence>,
};

/** Which engine. */
export type EngineName = "cpu" | "webgpu";

/** What the user wants. */
export type EnginePreference = "automatic" | "cpu" | "gpu";

/** Why this engine, in a word that pages may put into their language. */
export type EngineReason = "chosen" | "unavailable" | "emulated" | "agrees" | "differs" | "lost";

/** Which engine runs and why: shown to the user, kept in the provenance. */
export type EngineReport = {
  /** The engine. */
  engine: EngineName,
  /** The GPU's adapter, where one was opened. */
  adapter: string | null,
  /** Why this engine. */
  why: EngineReason,
  /** What was in the way of the GPU, where something was. */
  problem: CodeWithValues | null,
  /** Largest difference of the self-check, where it was made. */
  difference: number | null,
};

/** What kind of thing went wrong; shells choose presentation by it, tests assert on it. */
export type ErrorKind = "format" | "malformed" | "unsupported" | "too-large" | "geometry" | "mask" | "settings" | "table" | "model" | "missing" | "cancelled" | "file";

/** A value with its standard error and 95 % interval. */
export type Estimate = {
  /** The value. */
  value: number,
  /** Its standard error. */
  standard_error: number,
  /** Lower end. */
  lower: number,
  /** Upper end. */
  upper: number,
};

/** What a feature table was extracted with. */
export type FeatureSource = {
  /** PyRadiomics parameter file, as text. */
  settings: string,
  /** The network, where the table has deep features. */
  deep: DeepRecord | null,
};

/** One figure. */
export type Figure = {
  /** `auc`, `in-the-large`, `slope`, `observed-expected`, `brier`, `net-benefit` (at the model's threshold). */
  key: string,
  /** Value and interval. */
  estimate: Estimate | null,
  /** How the interval was made. */
  interval: Interval,
  /** Why there is no value. */
  problem: CoreError | null,
};

/** An image that features are computed on. */
export type FilteredImage = {
  /** Its name in tables: `wavelet-LLH`. */
  name: string,
  /** PyRadiomics' `imageType` of it; null for a name of another program. */
  filter: string | null,
  /** The parameters that its name holds, each with its value. */
  parameters: Array<[string, string]>,
};

/** A folder with its files. */
export type FolderCase = {
  /** Its path below what all cases share; distinct. */
  name: string,
  /** Files that claim a role, in the order of the sequences, the mask last. */
  claimed: Array<Claimed>,
  /** Images without a role. */
  unused: Array<Unused>,
  /** How many files are no images. */
  others: number,
  /** Years, where a table of participants has them. */
  age_years: number | null,
  /** Why the table's age cannot be used. */
  age_problem: CoreError | null,
  /** What other columns of that table say of the patient. */
  told: Array<Told>,
  /** Why this is no case at all. */
  left_out: CoreError | null,
};

/**
 * A regular grid in LPS world space.
 *
 * world = origin_mm + direction · (voxel ∘ spacing_mm), voxel counted from 0 at the centre of the first voxel.
 */
export type Geometry = {
  /** Number of voxels along x, y, z. */
  size: [number, number, number],
  /** Distance of neighbouring voxel centres along each axis, mm. */
  spacing_mm: [number, number, number],
  /** World position of the centre of voxel (0, 0, 0), mm. */
  origin_mm: [number, number, number],
  /** Orthonormal; column j is the world direction of voxel axis j: `direction[row][column]`. */
  direction: [[number, number, number], [number, number, number], [number, number, number]],
};

/** A tenth of the cases. */
export type Group = {
  /** Mean probability. */
  predicted: number,
  /** Share of metastases with Wilson's 95 % interval. */
  observed: [number, number, number],
};

/** A role, and why. */
export type Guessed = {
  /** What the file is taken for. */
  role: GuessedRole,
  /** By what. */
  why: { code: string; values: object },
};

/** What a file is for. */
export type GuessedRole = Sequence | "mask" | "none";

/** The voxels of an image for the page to draw, with where they lie. */
export type ImagePicture = {
  /** The grid. */
  grid: Geometry,
  /** Values rounded to f32, enough for the eye; x fastest. */
  voxels: Float32Array,
};

/** Facts about one image or mask file that help a person to put it in its place. */
export type Inspection = {
  /** Name of the file's format. */
  format: string,
  /** Voxels along each axis. */
  size: [number, number, number],
  /** Distance of voxel centres along each axis, mm. */
  spacing_mm: [number, number, number],
  /** Volumes that the header counts: of a mask, layers of segments or one-hot channels. */
  volumes: number,
  /**
   * What can be chosen as the lesion: segments by their names, and labels that have none; null when the voxels are no
   * labels.
   */
  regions: Array<RegionFound> | null,
  /** Whether they look like those of a mask. */
  voxels: Voxels,
  /** By which of the file's descriptions its grid is placed. */
  placed: Placed,
  /** What the user should know about the file. */
  warnings: Array<Warning>,
};

/** Kernel of the separable interpolation; widened by the factor of shrinking, so that shrinking does not alias. */
export type Interpolation = "bilinear" | "bicubic";

/** How an interval was made. */
export type Interval = "delong" | "obuchowski" | "newcombe" | "standard-error" | "clustered";

/** The voxels of a label map, with where they lie. */
export type LabelPicture = {
  /** The grid. */
  grid: Geometry,
  /** Labels, x fastest. */
  voxels: Int32Array,
};

/** What of a case a model may lack. */
export type Lacks = "deep features";

/** Files that are no images. */
export type LeftOutFound = {
  /** What they are, in English. */
  what: string,
  /** How many. */
  files: number,
};

/** How far a case lies from the training rows. */
export type Level = "inside" | "unusual" | "outside";

/** Grey levels of a region after normalising and resampling. */
export type LevelCount = {
  /** `binWidth`; null where a fixed count is set. */
  bin_width: number | null,
  /** Largest level: levels are counted from 1. */
  levels: number,
  /** Levels that occur. */
  present: number,
  /** Voxels of the region. */
  voxels: number,
  /** Smallest and largest intensity. */
  range: [number, number],
  /** Voxels in equal bars over the levels. */
  bars: Array<number>,
};

/** A line over the log-odds. */
export type Line = {
  /** a. */
  intercept: number,
  /** b. */
  slope: number,
};

/** One case of a list to be answered: its diagnosis is not known. */
export type Listed = {
  /** Unique name. */
  case: string,
  /** Years; NaN when missing, or when the cell says something else. */
  age_years: number,
  /** Why the cell is no age. */
  age_problem: CoreError | null,
  /** What other columns say of the patient. */
  told: Array<Told>,
  /** Patient, centre, split and label, as a feature table has them; empty where the list has no such column. */
  who: [string, string, string, string],
  /** Images in the order of `Sequence::ALL`. */
  images: [string, string, string, string],
  /** Masks in the same order; all the same where one mask serves every sequence. */
  masks: [string, string, string, string],
};

/** Net benefit at a threshold. */
export type LocalBenefit = {
  /** Probability from which on one would act. */
  threshold: number,
  /** Of acting by the model. */
  model: Estimate,
  /** Of acting on everyone. */
  all: Estimate,
  /** The model's less the better of acting on everyone and on no one, with its interval. */
  gain: Estimate,
};

/** What the page itself did to the mask of a case, before it was measured. */
export type MaskDone = { "code": "mask-drawn", "values": { sequence: Sequence, } } | { "code": "mask-repaired", "values": { sequence: Sequence, apart_mm: number, turned_deg: number, inside: number, voxels: number, } };

/** What agrees between a mask's grid and an image's, and how much of a label lies within the image. */
export type MaskFit = {
  /** The grids count as one: the mask is taken as it is. */
  same: boolean,
  /** As many voxels along each axis. */
  same_size: boolean,
  /** Largest relative difference between spacings along the same axis, 0 for none. */
  spacing: number,
  /** Distance between the middles of both grids, mm. */
  apart_mm: number,
  /** Largest angle between axes of the same number, degrees. */
  turned_deg: number,
  /** Voxels of the label. */
  voxels: number,
  /** Those of them whose centres lie within the image. */
  inside: number,
  /** Share of the mask's box that lies in the image's box, and of the image's in the mask's; to 1/24 along each axis. */
  boxes: [number, number],
};

/** One mask, from a segmentation or from contours. */
export type MaskFound = {
  /** Its segments. */
  segments: Array<SegmentFound>,
  /** Its own file, then those of the volume that it was drawn on, by their places among those of the study. */
  files: Array<number>,
  /** Whether it was drawn in the frame of reference of one of the volumes. */
  is_in_frame: boolean,
  /** Why it cannot be used. */
  problem: CoreError | null,
  /** What should be known of it. */
  warnings: Array<Warning>,
};

/** How a mask lies on an image, and its labels there. */
export type MaskOnImage = {
  /** How both lie to each other, for one label. */
  fit: MaskFit,
  /** All labels on the image's grid, which are those that are measured; null where the grids count as one. */
  carried: CarriedBox | null,
};

/** How far each answer moves. */
export type MaskSensitivity = {
  /** `mask-perturbation`. */
  method: string,
  /** What the ranges mean, as a sentence. */
  meaning: string,
  /** One an answer, in the order of the prediction. */
  ranges: Array<ProbabilityRange>,
  /** What was tried, in the order of `Perturbation::ALL`. */
  tried: Array<Tried>,
};

/** What a column measures. */
export type Measure = { "kind": "clinical",
/** Its name: `age`. */
name: string,
/** Its unit, where its name alone says it. */
unit: string | null, } | { "kind": "radiomics",
/** The image it is computed on: the scan itself or a filter's. */
image: FilteredImage,
/** PyRadiomics' name of its class: `glcm`. */
class: string,
/** PyRadiomics' name of it: `JointEntropy`. */
feature: string,
/** Its unit, where it has one that does not depend on the scanner. */
unit: string | null,
/** Its formula, in the symbols of its class; null for a feature that the catalogue does not know. */
definition: string | null,
/** Its code in the reference manual of the IBSI, where it has one. */
ibsi: string | null, } | { "kind": "deep",
/** Which output, from 0 on. */
index: number, } | { "kind": "component",
/** Which component, from 1 on. */
number: number, } | { "kind": "other" };

/** A value with its 95 % interval, where it has one. */
export type Measured = {
  /** The value. */
  value: number,
  /** Lower and upper end. */
  interval: [number, number] | null,
};

/** One sequence and the lesion in it. */
export type MeasuredSequence = {
  /** Which. */
  sequence: Sequence,
  /** Voxels along each axis. */
  size: [number, number, number],
  /** Distance of voxel centres, mm. */
  spacing_mm: [number, number, number],
  /** SHA-256 of grid, voxel type and values. */
  image_sha256: string,
  /** SHA-256 of the mask's grid and the region's voxels. */
  mask_sha256: string,
  /** Voxels of the lesion on the image's grid. */
  lesion_voxels: number,
  /** Their volume, mL. */
  lesion_ml: number,
};

/** How the contributions of an answer are made. */
export type Method = "exact" | "tree-shap" | "tree-shap-rescaled" | "shapley-at-mean" | "none";

/** The answer of one model and classifier. */
export type ModelAnswer = {
  /** `Rad-M`, `CRad-M`, … */
  model: string,
  /** Whether it is a baseline, for comparison only. */
  baseline: boolean,
  /** Kind of classifier. */
  classifier: ClassifierKind,
  /** Calibrated probability of metastasis. */
  probability: number,
  /** Frozen threshold on it. */
  threshold: number,
  /** Metastasis at or above the threshold. */
  class: Class,
  /** Log-odds of the probability. */
  logit: number,
  /** Log-odds of a typical training case; base + contributions = logit. */
  base: number,
  /** How the contributions were made. */
  explanation: Method,
  /** One an input, in the order of the model. */
  contributions: Array<Contribution>,
  /** Whether the case is like those of training. */
  out_of_distribution: OutOfDistribution,
};

/** One model of the file. */
export type ModelDescription = {
  /** `Rad-M`, `CRad-M`, … */
  name: string,
  /** A baseline, for comparison with the models. */
  baseline: boolean,
  /** Whether it needs deep features. */
  deep: boolean,
  /** Columns of the feature table, or `age`. */
  inputs: Array<Column>,
  /** What is usual of each input, in the same order. */
  typical: Array<Typical>,
  /** Its classifiers. */
  classifiers: Array<ClassifierDescription>,
};

/** What to show of the model file. */
export type ModelFileName = {
  /** Its name. */
  name: string,
  /** Trained on simulated cases. */
  demonstration: boolean,
  /** To be shown beside every answer. */
  notice: string,
  /** Its hash. */
  sha256: string,
};

/** What was done to one classifier. */
export type ModelLine = {
  /** Its model. */
  model: string,
  /** Its kind. */
  classifier: ClassifierKind,
  /** New log-odds over the former. */
  line: Line,
};

/** One named value of a sequence. */
export type Named = {
  /** Column of the cohort table: `t1_original_glcm_JointEntropy`. */
  name: Column,
  /** null where there is no finite number. */
  value: number | null,
  /** `Reason::code`(crate::table::Reason::code), where the value is a convention or missing. */
  reason?: string | null,
};

/** A file whose role is asked. */
export type NamedFile = {
  /** Path below what was dropped or named; folders are divided by `/`. */
  path: string,
  /** What its voxels look like. */
  voxels: Voxels,
};

/** A number with its name. */
export type NamedMeasure = {
  /** As in the report's CSV file. */
  key: string,
  /** null where it cannot be computed: a class is missing, or no case was called so. */
  measured: Measured | null,
};

/** Values that agree but for the rounding of a graphics card. */
export type Near = {
  /** How many were compared. */
  values: number,
  /** The largest difference. */
  largest: number,
  /** The largest that counts as agreement. */
  tolerance: number,
};

/** How many cases an interval of a stated width needs. */
export type Needed = {
  /** `observed-expected`, `slope`, `auc`, `net-benefit` (standardised). */
  key: string,
  /** The width that should be reached. */
  width: number,
  /** Cases of as many patients for it; null with the reason where it cannot be said. */
  cases: number | null,
  /** How many patients are missing. */
  missing: number | null,
  /** Why it cannot be said. */
  problem: CoreError | null,
};

/** Net benefit of three policies at one threshold. */
export type NetBenefit = {
  /** Probability at which one would just act. */
  threshold: number,
  /** Acting on cases with p ≥ threshold. */
  model: number,
  /** Acting on everyone. */
  all: number,
};

/** A nomogram: points for each input, their total, and the probability of that total. */
export type Nomogram = {
  /** Inputs that have any weight, in the model's order. */
  terms: Array<NomogramTerm>,
  /** Largest total within the training range. */
  most: number,
  /** Points a unit of log-odds. */
  per_logit: number,
  /** Log-odds at no points. */
  logit_at_zero: number,
  /** The case's total. */
  total: number,
  /** Its probability, read off the total. */
  probability: number,
};

/** One input of a nomogram. */
export type NomogramTerm = {
  /** The input. */
  input: Column,
  /** Its range in the training cases. */
  range: [number, number],
  /** Points at both ends of the range; between them they lie on a straight line. */
  points: [number, number],
  /** The case's value. */
  value: number,
  /** Its points: below 0 or above the end's where the value is outside the training range. */
  value_points: number,
};

/** Where the case lies among those of training. */
export type OutOfDistribution = {
  /** Band of the Mahalanobis distance. */
  level: Level,
  /** Squared Mahalanobis distance. */
  squared_distance: number,
  /** Its degrees of freedom. */
  inputs: number,
  /** Share of a normal population farther out. */
  p: number,
  /** Inputs clearly outside the training range. */
  outliers: Array<Column>,
};

/** A table of participants beside BIDS subjects. */
export type Participants = {
  /** Its path. */
  path: string,
  /** Its text, divided by tabs: a column `participant_id`, `age` and clinical inputs. */
  text: string,
};

/** One change of a mask by one voxel of its own grid. */
export type Perturbation = "shift-x-down" | "shift-x-up" | "shift-y-down" | "shift-y-up" | "shift-z-down" | "shift-z-up" | "grow" | "shrink";

/** Features of one sequence under one perturbation. */
export type PerturbedFeatures = {
  /** Which. */
  perturbation: Perturbation,
  /** What it does to the body, in English. */
  words: string,
  /** The same as a code with its values. */
  change?: CodeWithValues | null,
  /** Those that a model uses; empty where there is a problem. */
  features: Array<Named>,
  /** Why there are none, in English: nothing of the region is left, or too little. */
  problem: string | null,
  /** The same as a code with its values. */
  cause?: CodeWithValues | null,
};

/** Features of one sequence under every perturbation of its mask. */
export type PerturbedSequence = {
  /** Which sequence. */
  sequence: Sequence,
  /** In the order of `Perturbation::ALL`. */
  variants: Array<PerturbedFeatures>,
};

/** As `Found`(crate::case::Found), named. */
export type Piece = { place: number, features: Array<Named>, warnings: Array<Warning>, };

/** Which of a file's descriptions of its place in the world is used. */
export type Placed = {
  /** That one. */
  by: PlacedBy,
  /** Where the file has another one: how far that would put the grid. */
  other: Apart | null,
};

/** Descriptions of a grid's place. */
export type PlacedBy = "sform" | "qform" | "space-directions" | "image-position" | "nothing";

/** The answer for one case. */
export type Prediction = {
  /** Which model file. */
  bundle: ModelFileName,
  /** One for every model and classifier of the file that could be asked. */
  models: Array<ModelAnswer>,
  /** Models that could not be asked: they need deep features, and none were computed of this case. */
  unanswered?: Array<Unanswered>,
  /** What the user should know. */
  warnings: Array<Warning>,
  /** What was measured, and how: enough to find out whether an answer belongs to these files. */
  done: Done,
  /** How far the answers move with the mask, where that was asked for. */
  interval?: MaskSensitivity | null,
  /** Of which prevalence the probabilities are, where they were shifted from that of training. */
  prevalence?: PriorShift | null,
};

/** From which share of metastases to which. */
export type PriorShift = {
  /** Share in the training cases, 0 to 1. */
  training: number,
  /** Share where the model is applied, as its user states it, 0 to 1. */
  assumed: number,
};

/** Lowest and highest probability of one model, that of the mask as drawn among them. */
export type ProbabilityRange = {
  /** `Rad-M`, … */
  model: string,
  /** Kind of classifier. */
  classifier: ClassifierKind,
  /** Lowest probability. */
  low: number,
  /** Highest probability. */
  high: number,
  /** Whether the class is another at one end. */
  class_changes: boolean,
};

/** How a model file was brought to one place. */
export type Recalibrated = {
  /** SHA-256 of the file that it was made of. */
  parent_sha256: string,
  /** SHA-256 of the table of local cases. */
  table_sha256: string,
  /** Local cases. */
  cases: number,
  /** Metastases among them. */
  metastases: number,
  /** Patients they are of. */
  patients: number,
  /** What was done to the log-odds of all models. */
  update: Update,
  /** Whether the closed test chose that; else its user did. */
  by_closed_test: boolean,
  /** The model by which it was chosen. */
  model: string,
  /** And the classifier. */
  classifier: ClassifierKind,
  /** Models of the parent that could not be brought to the local cases. */
  left_out: Array<string>,
};

/** What was done to a model file. */
export type Recalibration = {
  /** How the log-odds of all models were changed. */
  update: Update,
  /** One a model and classifier of the new file. */
  lines: Array<ModelLine>,
  /** Models of the parent that the new file does not have, as the table lacks what they need or they point the wrong way here. */
  left_out: Array<string>,
  /** SHA-256 of the new file. */
  sha256: string,
};

/** One sequence measured again. */
export type Recomputed = {
  /** Its features. */
  features: SequenceFeatures,
  /** The same on perturbed masks, where the capsule has the mask sensitivity. */
  perturbed: PerturbedSequence | null,
};

/** Images that could not be placed or read. */
export type RefusedFound = {
  /** Why. */
  problem: CoreError,
  /** Number of files. */
  files: number,
};

/** A part of a mask that can be the lesion. */
export type RegionFound = {
  /** What the file calls it, where it says. */
  name: string | null,
  /** The volume it is in, from 0: PyRadiomics' `label_channel`. */
  channel: number,
  /** Its label there. */
  label: number,
  /** Its voxels. */
  voxels: number,
};

/** A file of the report. */
export type ReportFile = {
  /** Name inside the report's folder. */
  name: string,
  /** Its text. */
  text: string,
};

/** Intensities of the nearest voxels at a lattice of world positions; null outside of the image. */
export type Samples = {
  /** First and last corner of the lattice, LPS mm: only samples of the same lattice compare. */
  corners_mm: [[number, number, number], [number, number, number]],
  /** Values, x fastest. */
  values: Array<number | null>,
};

/** What a capsule is made of beside the case and its mask. */
export type SealRequest = {
  /** Label of the lesion in the mask. */
  label: number,
  /** What computed the deep features. */
  deep_by: EngineName,
  /** Share of metastases that the answer is for; null for that of training. */
  prevalence: number | null,
};

/** A segment or region of a mask. */
export type SegmentFound = {
  /** Its number in the file. */
  number: number,
  /** What the file calls it. */
  label: string,
  /** Whether it is called a lesion. */
  is_proposed: boolean,
};

/** What each step keeps. The order of the fields is the order of the steps. */
export type SelectOptions = {
  /** 1. Where masks were repeated: least lower 95 % bound of the intraclass correlation ICC(2,1) between them. */
  reproducibility: number,
  /** 2. Largest expected share of false findings among features that pass Mann–Whitney. */
  false_discovery_rate: number,
  /** 3. Of two features with |Spearman's rho| above this, the less significant goes. */
  redundancy: number,
  /** 4. Most features after mRMR (minimum redundancy, maximum relevance). */
  relevant: number,
  /** 5. Folds of the lasso's cross-validation. */
  lasso_folds: number,
  /** Seed of the folds. */
  seed: number,
};

/** Features of one sequence of a case. */
export type SequenceFeatures = {
  /** Which sequence. */
  sequence: Sequence,
  /** In the order of extraction. */
  features: Array<Named>,
  /** Hash of the meaning of the settings they were extracted with; none in tables made elsewhere. */
  settings?: string | null,
  /** What made its deep features, where it has any. */
  deep?: DeepMark | null,
  /** What image and lesion are like; none in tables made elsewhere. */
  facts?: SequenceSummary | null,
  /** What the user should know. */
  warnings: Array<Warning>,
};

/** Features of some images of a sequence, on their way to those of the others. */
export type SequencePart = { sequence: Sequence,
/** Which part of how many. */
part: number, parts: number,
/** As in `SequenceFeatures::settings`. */
settings: string,
/** By image. */
pieces: Array<Piece>,
/** With one part of a sequence, what image and lesion are like, and what that gives reason to warn of. */
facts: [SequenceSummary, Array<Warning>] | null, };

/** One sequence with its lesion. */
export type SequenceSummary = {
  /** Voxels along each axis of the image. */
  size: [number, number, number],
  /** Distance of voxel centres along each axis, mm. */
  spacing_mm: [number, number, number],
  /** World position of the first voxel's centre, LPS mm. */
  origin_mm: [number, number, number],
  /** SHA-256 of the image's grid, voxel type and values: the same for the same scan in another file. */
  image_sha256: string,
  /** SHA-256 of the values alone. */
  values_sha256: string,
  /** SHA-256 of the mask's grid and of the region's voxels. */
  mask_sha256: string,
  /** Voxels of the lesion on the image's grid. */
  lesion_voxels: number,
  /** Their volume, mL. */
  lesion_ml: number,
  /** Mean inside the lesion less that of its surroundings, in standard deviations of these; null without contrast. */
  contrast: number | null,
  /** Intensities at common places of the world, in and around the lesion. */
  samples: Samples,
  /** The same in the body around it. */
  wide: Samples,
};

/** Which slices of the lesion go through the network. */
export type Slices = "all" | "largest" | "neighbours";

/** Spacings of one sequence in the training cases. */
export type SpacingRange = {
  /** Which sequence. */
  sequence: Sequence,
  /** Smallest of the finest, middle and coarsest spacing, mm. */
  low_mm: [number, number, number],
  /** Largest of them, mm. */
  high_mm: [number, number, number],
};

/** The cohort a case belongs to. Only `Train` rows ever reach a fitted step. */
export type Split = "train" | "internal" | "external";

/** What a set of DICOM files holds. */
export type StudyFound = {
  /** Its volumes, in the order of their series. */
  volumes: Array<VolumeFound>,
  /** Its masks. */
  masks: Array<MaskFound>,
  /** Number of patients the images are of. */
  patients: number,
  /** Number of studies. */
  studies: number,
  /** Why there is nothing to choose from; null where there is. */
  problem: CoreError | null,
  /** Images that belong to no volume, by the reason. */
  refused: Array<RefusedFound>,
  /** Files that are no images: what they are, how many. */
  left_out: Array<LeftOutFound>,
};

/** An activation whose mean over all pixels can be had as features; shallow ones see texture, deep ones objects. */
export type Tap = "reduction_1" | "reduction_2" | "reduction_3" | "reduction_4" | "reduction_5" | "head";

/** What somebody says of an input. */
export type Told = {
  /** Name of the input. */
  name: string,
  /** Its value as people write it. */
  text: string,
  /** Nothing was said: it is what stands for an unknown value. */
  imputed?: boolean,
};

/** How to train. */
export type TrainOptions = {
  /** Name of the model file. */
  name: string,
  /** Trained on simulated cases. */
  demonstration: boolean,
  /** What is known of the patients without an image; with what stands for unknown values once it was trained. */
  clinical?: Array<ClinicalInput>,
  /** 1. Selection of features. */
  selection: SelectOptions,
  /** 2. Components of deep features, for DRad-M; null where there are no deep features, or none are wanted. */
  components?: ComponentOptions | null,
  /** 3. Classifiers to fit. */
  classifiers: Array<ClassifierKind>,
  /** 4. Folds of both cross-validations. */
  folds: number,
  /** 5. Calibration. */
  calibration: CalibrationKind,
  /** Of everything random. */
  seed: number,
};

/** One perturbation. */
export type Tried = {
  /** Which. */
  perturbation: Perturbation,
  /** What it does to the body, in English. */
  words: string,
  /** The same as a code with its values. */
  change?: CodeWithValues | null,
  /** Probabilities in the order of the prediction; empty where there is a problem. */
  probabilities: Array<number>,
  /** Why it was left out, in English, behind the sequence. */
  problem: string | null,
  /** The same as a code with its values. Files of earlier versions have none. */
  cause?: CodeWithValues | null,
  /** The sequence it is about, where it is about one. */
  cause_in?: Sequence | null,
};

/** What is usual of an input: its values in the training cases, before scaling. */
export type Typical = {
  /** Mean. */
  mean: number,
  /** Standard deviation. */
  deviation: number,
  /** Smallest and largest value. */
  range: [number, number],
  /**
   * First quartile, median and third quartile of the primaries and of the metastases; files of versions before 0.2.0 do
   * not say.
   */
  groups: [[number, number, number], [number, number, number]] | null,
};

/** A model of the file that could not be asked. */
export type Unanswered = {
  /** Its name. */
  model: string,
  /** What it lacks. */
  lacks: Lacks,
};

/** What becomes of a case in which an input is not known. */
export type Unknown = "refused" | "imputed";

/** An image that has no role. */
export type Unused = {
  /** Place in the list of paths. */
  file: number,
  /** Why it has none. */
  why: { code: string; values: object },
};

/** How log-odds are changed. */
export type Update = "none" | "intercept" | "intercept-and-slope";

/** One test: does intercept and slope fit better than less? */
export type UpdateTest = {
  /** What is tested against intercept and slope. */
  against: Update,
  /** χ²: twice the gain in log-likelihood, or Wald's statistic over clusters. */
  chi_squared: number,
  /** Its degrees of freedom. */
  degrees: number,
  /** Its p-value. */
  p: number,
};

/** How a model does on local cases. */
export type Validation = {
  /** Name and SHA-256 of the model file. */
  model_file: [string, string],
  /** SHA-256 of the table. */
  table_sha256: string,
  /** Which model of the file. */
  model: string,
  /** Which of its classifiers. */
  classifier: ClassifierKind,
  /** Its frozen threshold. */
  threshold: number,
  /** Cases, without those that the model was trained on. */
  cases: number,
  /** Cases of the table that the model was trained on. */
  training_cases: number,
  /** Metastases among the cases. */
  metastases: number,
  /** Patients: fewer than cases where some have several lesions, which intervals and tests then take together. */
  patients: number,
  /** Patients with a primary, and with a metastasis. */
  patients_of: [number, number],
  /** Cases unlike those of training: unusual, and outside of all. */
  unlike: [number, number],
  /** AUC, calibration and Brier score, each with its interval. */
  figures: Array<Figure>,
  /** Net benefit at thresholds from 0.1 to 0.9. */
  net_benefit: Array<LocalBenefit>,
  /** Cases for intervals of a stated width. */
  needed: Array<Needed>,
  /** The closed test among updates; null with the reason where it cannot be made. */
  closed_test: ClosedTest | null,
  /** Why there is no closed test. */
  problem: CoreError | null,
  /** The least number of patients of the rarer group for each of the two updates: a new intercept, intercept and slope. */
  floors: [number, number],
  /** What the closed test chooses, as far as there are patients enough for it. */
  advised: Update,
};

/** One volume. */
export type VolumeFound = {
  /** `SeriesNumber`. */
  number: number | null,
  /** `SeriesDescription`. */
  description: string,
  /** Echo time, ms. */
  echo_ms: number | null,
  /** Repetition time, ms. */
  repetition_ms: number | null,
  /** Inversion time, ms. */
  inversion_ms: number | null,
  /** Which of the patients it is of, from 0. */
  patient: number,
  /** Whole years of the patient at the time of the study. */
  age_years: number | null,
  /** Slices. */
  slices: number,
  /** As of an image file; null where it cannot be read. */
  inspection: Inspection | null,
  /** Why it cannot be read. */
  problem: CoreError | null,
  /** The sequence it is proposed for. */
  sequence: Sequence | null,
  /** How sure that is: `sure`, `likely` or `ask`. */
  confidence: "sure" | "likely" | "ask" | null,
  /** What the proposal rests on, or why there is none. */
  why: Array<CodeWithValues>,
  /** Its files, by their places among those of the study. */
  files: Array<number>,
  /** The frame of the first file that its first slice is. */
  frame: number,
};

/** What is known of a file's voxels before its role is known. */
export type Voxels = "unknown" | "labels" | "whole" | "intensities";

/**
 * Something the user should know about a result that was nevertheless made; returned beside it, never printed. What it
 * says is a `Notice`(crate::words::Notice).
 */
export type Warning = {
  /** A stable short name in kebab case: `mask-resampled`. */
  code: string,
  /** The sequence it belongs to, where it belongs to one. */
  sequence?: Sequence | null,
  /** The whole sentence in English, with numbers and units; the sequence comes first. */
  message: string,
  /** What the sentence is made of. Files of earlier versions have none. */
  values?: object,
};
