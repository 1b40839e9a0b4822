// Model files that were opened, and the training of a new model.
import { signal } from "@preact/signals";
import type { Held } from "../core/protocol/held.ts";
import type {
  ClinicalInput,
  Contents,
  Description,
  FeatureSource,
  Problem,
  Progress,
  ReportFile,
  TrainOptions,
} from "../core/protocol/index.ts";
import { CLASSIFIERS } from "../core/protocol/lists.ts";

/** The last model file that was opened, with the problem where it was refused. */
export const opened = signal<{ name: string; problem: Problem | null } | null>(null);
export const opening = signal(false);

/** A feature table to train on. */
export interface Table {
  name: string;
  text: string;
  contents: Contents;
  /** How it was extracted, as JSON for the core, and the name of the file it is from. */
  source: (FeatureSource & { from: string }) | null;
  /** The clinical inputs that a file beside it declares, and its name; age alone without one. */
  clinical: { inputs: ClinicalInput[]; from: string } | null;
}
export const table = signal<Table | null>(null);
/** Why the last table could not be used. */
export const tableProblem = signal<{ name: string; problem: Problem } | null>(null);

/** What the form offers of them; the others are as usual. */
export const options = signal<Pick<TrainOptions, "name" | "demonstration" | "classifiers" | "seed" | "calibration">>({
  name: "",
  demonstration: false,
  classifiers: [...CLASSIFIERS],
  seed: 1,
  calibration: "platt",
});

/** A model trained here. */
export interface TrainedModel {
  model: Held<"model">;
  description: Description;
  /** Figures and tables of its evaluation; null before. */
  report: readonly ReportFile[] | null;
}

export type Training =
  | { phase: "idle" }
  | { phase: "busy"; doing: "train" | "evaluate"; progress: Progress }
  | { phase: "failed"; problem: Problem };
export const training = signal<Training>({ phase: "idle" });
export const trained = signal<TrainedModel | null>(null);
