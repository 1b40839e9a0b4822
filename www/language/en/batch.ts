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
  files: "Files",
  which: (role: string, name: string) => `Which file of ${name} is ${role}`,
  several: (n: number, role: string) => `${role}: ${n} files, choose one`,
  lacks: (roles: string) => `Missing: ${roles}`,
  noFile: (name: string) => `Not found: ${name}`,
  others: (n: number) => `${count(n)} files that are no images`,
  leftOut: "Left out.",
  open: "Open",
  openOf: (name: string) => `Open ${name} as a case`,
  notText: (path: string) => `${path} is neither UTF-8, UTF-16 nor GB18030 text: save it as CSV UTF-8.`,
  readAs: (path: string, encoding: string) => `${path} was read as ${encoding}: check its names.`,
  noList: (path: string) =>
    `${path} is no list of cases (a list has the columns case, age, t1, t2, t2fs, t1ce and mask); it is left alone.`,
  severalLists: (paths: string) =>
    `Several lists are there: ${paths}. Drop the folder with one of them; here folders count.`,
  notListed: (n: number, example: string) =>
    `${n === 1 ? "1 image is" : `${count(n)} images are`} not named by the list: ${example}${n === 1 ? "" : ", …"}`,
  features: "Feature table",
  featuresWhat:
    "Features of all answered cases: fill in label (1 metastasis, 0 primary) and split, then train a model on it.",
  template: "List to fill in",
  clinicalOf: (input: string, name: string) => `${input} of ${name}`,
  ageOf: (name: string) => `Age of ${name}, years`,
  label: "Label of the lesion in all masks",
  running: "being analysed",
  waiting: "waiting",
  warnings: (n: number) => `${n} warnings`,
  kept: "kept from an earlier run",
  progress: (done: number, all: number) => `${done} of ${all} cases`,
  keep: "Keep finished rows in this browser",
  keepWhat:
    "So that a run goes on after a reload, once the same folder is dropped again. Kept are names of cases, features and answers, no images.",
  forget: "Forget everything",
  cannotKeep: (why: string) => `The browser could not keep a row: ${why}. The run goes on without.`,
};
