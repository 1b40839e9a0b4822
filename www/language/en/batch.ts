// Many cases.
import { count } from "../format.ts";

export const batch = {
  title: "Many cases",
  drop: "Drop a folder of cases",
  dropWhat:
    "One folder a case, a BIDS tree with participants.tsv, or a list (case, age, t1, t2, t2fs, t1ce, mask) as CSV beside its files.",
  none: "No case was found there: a case needs at least two images in one folder.",
  tooMany: (most: number) => `More than ${count(most)} files: drop the cohort in parts.`,
  table: "Cases",
  case: "Case",
  missing: "Missing files",
  ageOf: (name: string) => `Age of ${name}, years`,
  label: "Label of the lesion in all masks",
  running: "being analysed",
  waiting: "waiting",
  warnings: (n: number) => `${n} warnings`,
  kept: "kept from an earlier run",
  progress: (done: number, all: number) => `${done} of ${all} cases`,
  keep: "Keep finished rows in this browser",
  keepWhat:
    "So that a run goes on after a reload, once the same folder is dropped again. Kept are names of cases and answers, no images.",
  forget: "Forget everything",
  cannotKeep: (why: string) => `The browser could not keep a row: ${why}. The run goes on without.`,
};
