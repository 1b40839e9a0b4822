// What a worker answers. Types only, no code.
import type { Answered } from "./answer.ts";
import type * as core from "./core.ts";
import type { DeepDone } from "./deep.ts";

/** What each job answers; texts are those that the command line writes. */
export interface Results {
  inspect: core.Inspection;
  guess: core.Guessed[];
  zipNames: string[];
  zipEntry: Uint8Array<ArrayBuffer>;
  areDicom: boolean[];
  studyFound: core.StudyFound;
  preview: Uint32Array<ArrayBuffer>;
  dataFiles: string[];
  extract: core.SequencePart;
  join: core.SequenceFeatures;
  openNetwork: core.EngineReport;
  deep: DeepDone;
  joinDeep: core.Deep;
  engine: core.EngineReport;
  measure: string;
  columns: core.ColumnParts[];
  describe: core.Description;
  charts: core.Charts;
  contents: core.Contents;
  source: core.FeatureSource;
  clinical: core.ClinicalInput[];
  train: string;
  evaluate: core.ReportFile[];
  validate: core.Validation;
  recalibrate: string;
  predict: Answered;
  measurePerturbed: core.PerturbedSequence;
  levels: core.LevelCount;
  seal: string;
  caseList: core.Listed[];
  folderCases: core.FolderCase[];
  findListed: Int32Array;
  csvLine: string;
  filesLine: string;
  answersHeader: string;
  caseLine: core.CaseLine;
  problemLine: string;
  capsule: core.CapsuleSummary;
  recompute: core.Recomputed;
  recomputeDeep: core.Deep;
  compare: core.CapsuleVerdict;
  image: core.ImagePicture;
  labels: core.LabelPicture;
  place: core.MaskOnImage[];
  labelFile: Uint8Array<ArrayBuffer>;
}
