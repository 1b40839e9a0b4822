// The table of screens, in the order of the tabs. To add a screen, add a row.
import type { ComponentType } from "preact";
import { Batch } from "../batch/batch.tsx";
import { busy } from "../batch/state.ts";
import { takeCases } from "../batch/take_cases.ts";
import { addUserFiles } from "../case/add_user_files.ts";
import { Case } from "../case/case.tsx";
import { run } from "../core/store.ts";
import { type Found, MAX_COHORT_FILES } from "../intake/files.ts";
import { byKind } from "../intake/own_files.ts";
import { type Sentence, say } from "../language/index.ts";
import { Machine } from "../machine/machine.tsx";
import { Models } from "../models/models.tsx";
import { openModelFile } from "../models/open_model.ts";
import { training } from "../models/state.ts";
import { isModelFile, takeTable } from "../models/train.ts";
import { go, route } from "./route.ts";

export interface Screen {
  /** Its part of the address, after #. */
  id: string;
  name: () => string;
  view: ComponentType;
  /** Handles files dropped on it; gives a reason where it did not take them. Without it, files go to the case. */
  drop?: (files: Promise<readonly Found[]>) => Promise<Sentence | null>;
  /** Most files of a drop, where that is not MAX_STUDY_FILES. */
  most?: number;
}

const atWork: Sentence = () => say.frame.atWork;

/** Adds files to the case, unless it is being analysed. */
async function dropCase(files: Promise<readonly Found[]>): Promise<Sentence | null> {
  if (run.value.phase === "busy") return atWork;
  await addUserFiles(files);
  return null;
}

export const CASE: Screen & Required<Pick<Screen, "drop">> = {
  id: "case",
  name: () => say.frame.caseScreen,
  view: Case,
  drop: dropCase,
};

/** Opens a model file, or takes a feature table to train on; a capsule goes to the screen of the case. */
async function dropModel(files: Promise<readonly Found[]>): Promise<Sentence | null> {
  const found = await files;
  if (found.length === 0) return () => say.files.nothingThere;
  if ((await byKind(found)).capsule.length > 0) {
    go(CASE.id);
    return dropCase(files);
  }
  const modelFile = found.find(isModelFile);
  if (modelFile) await openModelFile(modelFile.file);
  const others = found.filter((one) => one !== modelFile);
  if (others.length === 0) return null;
  if (training.value.phase === "busy") return atWork;
  await takeTable(others);
  return null;
}

const MODELS: Screen = { id: "models", name: () => say.models.title, view: Models, drop: dropModel };

/** Takes the cases of a batch, unless one is running. */
async function dropCases(files: Promise<readonly Found[]>): Promise<Sentence | null> {
  if (busy.value) return atWork;
  await takeCases(files);
  return null;
}

const BATCH: Screen = {
  id: "batch",
  name: () => say.frame.batchScreen,
  view: Batch,
  drop: dropCases,
  most: MAX_COHORT_FILES,
};

export const SCREENS: readonly Screen[] = [
  CASE,
  BATCH,
  MODELS,
  { id: "machine", name: () => say.frame.machineScreen, view: Machine },
];

/** The screen named in the address, else the first. */
export const shownScreen = (): Screen => SCREENS.find(({ id }) => id === route.value) ?? CASE;
