// The screens of the page, in the order of the tabs. To add one, add its row.
import type { ComponentType } from "preact";
import { takeCases } from "../actions/batch.ts";
import { openBundle } from "../actions/bundle.ts";
import { addOwn } from "../actions/sample.ts";
import { isBundle, takeTable } from "../actions/train.ts";
import { type Found, MAX_COHORT_FILES } from "../lib/files.ts";
import { byKind } from "../lib/kind.ts";
import { say } from "../lib/language/index.ts";
import { run } from "../state.ts";
import { making } from "../state/study.ts";
import { go, route } from "../state/route.ts";
import { Batch } from "./batch.tsx";
import { Case } from "./case.tsx";
import { Machine } from "./machine.tsx";
import { Models } from "./models.tsx";

export interface Screen {
  /** In the address, after the #. */
  id: string;
  name: () => string;
  view: ComponentType;
  /** What a drop anywhere on it does; where there is none, files go to the case. */
  drop?: (files: Promise<readonly Found[]>) => void;
  /** How many files a drop may bring, where it is not a patient's folder. */
  most?: number;
}

/** Files of a case, unless one is being analysed. */
function dropCase(files: Promise<readonly Found[]>) {
  if (run.value.phase !== "busy") void addOwn(files);
}

export const CASE: Screen & Required<Pick<Screen, "drop">> = { id: "case", name: () => say.frame.caseScreen, view: Case, drop: dropCase };

/** A model file is put in use, a feature table made a model of; a capsule belongs to the case. */
async function dropModel(files: Promise<readonly Found[]>) {
  const found = await files;
  if ((await byKind(found)).capsule.length > 0) {
    go(CASE.id);
    return dropCase(files);
  }
  const bundle = found.find(isBundle);
  if (bundle) await openBundle(bundle.file);
  if (making.value.phase !== "busy") await takeTable(found);
}

const MODELS: Screen = { id: "models", name: () => say.models.title, view: Models, drop: (files) => void dropModel(files) };

const BATCH: Screen = { id: "batch", name: () => say.frame.batchScreen, view: Batch, drop: (files) => void takeCases(files), most: MAX_COHORT_FILES };

export const SCREENS: readonly Screen[] = [CASE, BATCH, MODELS, { id: "machine", name: () => say.frame.machineScreen, view: Machine }];

/** The screen that the address asks for; the first where it asks for none that there is. */
export const shownScreen = (): Screen => SCREENS.find(({ id }) => id === route.value) ?? CASE;
