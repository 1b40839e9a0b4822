// The screens of the page, in the order of the tabs. To add one, add its row.
import type { ComponentType } from "preact";
import { Batch } from "../batch/batch.tsx";
import { busy } from "../batch/state.ts";
import { takeCases } from "../batch/take_cases.ts";
import { addOwn } from "../case/add_own.ts";
import { Case } from "../case/case.tsx";
import { run } from "../core/store.ts";
import { type Found, MAX_COHORT_FILES } from "../intake/files.ts";
import { byKind } from "../intake/own_files.ts";
import { type Said, say } from "../language/index.ts";
import { Machine } from "../machine/machine.tsx";
import { Models } from "../models/models.tsx";
import { openModelFile } from "../models/open_model.ts";
import { training } from "../models/state.ts";
import { isModelFile, takeTable } from "../models/train.ts";
import { go, route } from "./route.ts";

export interface Screen {
  /** In the address, after the #. */
  id: string;
  name: () => string;
  view: ComponentType;
  /** What a drop anywhere on it does, and why it did nothing if so; where there is none, files go to the case. */
  drop?: (files: Promise<readonly Found[]>) => Promise<Said | null>;
  /** How many files a drop may bring, where it is not a patient's folder. */
  most?: number;
}

const atWork: Said = () => say.frame.atWork;

/** Files of a case, unless one is being analysed. */
async function dropCase(files: Promise<readonly Found[]>): Promise<Said | null> {
  if (run.value.phase === "busy") return atWork;
  await addOwn(files);
  return null;
}

export const CASE: Screen & Required<Pick<Screen, "drop">> = {
  id: "case",
  name: () => say.frame.caseScreen,
  view: Case,
  drop: dropCase,
};

/** A model file is put in use, a feature table made a model of; a capsule belongs to the case. */
async function dropModel(files: Promise<readonly Found[]>): Promise<Said | null> {
  const found = await files;
  if (found.length === 0) return () => say.files.nothingThere;
  if ((await byKind(found)).capsule.length > 0) {
    go(CASE.id);
    return dropCase(files);
  }
  const bundle = found.find(isModelFile);
  if (bundle) await openModelFile(bundle.file);
  const others = found.filter((one) => one !== bundle);
  if (others.length === 0) return null;
  if (training.value.phase === "busy") return atWork;
  await takeTable(others);
  return null;
}

const MODELS: Screen = { id: "models", name: () => say.models.title, view: Models, drop: dropModel };

/** Cases, unless others are being analysed. */
async function dropCases(files: Promise<readonly Found[]>): Promise<Said | null> {
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

/** The screen that the address asks for; the first where it asks for none that there is. */
export const shownScreen = (): Screen => SCREENS.find(({ id }) => id === route.value) ?? CASE;
