// Simplified Chinese, subject by subject; every key of the English table, no other.
import type { en } from "../en/index.ts";
import { answer } from "./answer.ts";
import { batch } from "./batch.ts";
import { caseProblems } from "./case_problems.ts";
import { core } from "./core.ts";
import { deep } from "./deep.ts";
import { desk } from "./desk.ts";
import { drawing } from "./drawing.ts";
import { features } from "./features.ts";
import { files } from "./files.ts";
import { fit } from "./fit.ts";
import { frame } from "./frame.ts";
import { glossary } from "./glossary.ts";
import { gpuProblems } from "./gpu_problems.ts";
import { guesses } from "./guesses.ts";
import { imageProblems } from "./image_problems.ts";
import { images } from "./images.ts";
import { machine } from "./machine.ts";
import { modelProblems } from "./model_problems.ts";
import { models } from "./models.ts";
import { notices } from "./notices.ts";
import { pageProblems } from "./page_problems.ts";
import { phrases } from "./phrases.ts";
import { regionProblems } from "./region_problems.ts";
import { report } from "./report.ts";
import { scanProblems } from "./scan_problems.ts";
import { settingProblems } from "./setting_problems.ts";
import { statistics } from "./statistics.ts";
import { study } from "./study.ts";
import { tableProblems } from "./table_problems.ts";
import { tasks } from "./tasks.ts";
import { terms } from "./terms.ts";
import { validation } from "./validation.ts";
import { volumeRoles } from "./volume_roles.ts";

export const zh: typeof en = {
  answer,
  batch,
  caseProblems,
  core,
  deep,
  desk,
  drawing,
  features,
  files,
  fit,
  frame,
  glossary,
  gpuProblems,
  guesses,
  imageProblems,
  images,
  machine,
  modelProblems,
  models,
  notices,
  pageProblems,
  phrases,
  regionProblems,
  report,
  scanProblems,
  settingProblems,
  statistics,
  study,
  tableProblems,
  tasks,
  terms,
  validation,
  volumeRoles,
};
