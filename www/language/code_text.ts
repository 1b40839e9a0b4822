// Sentences of the core's codes, in the language of the page.
import type {
  CodeWithValues,
  GpuProblems,
  Guessed,
  Guesses,
  Notices,
  Problem,
  Task,
  Tried,
  VolumeRoles,
  Warning,
} from "../core/protocol/index.ts";
import type { Namer, WordsOf } from "./coded.ts";
import { readable } from "./feature_name.ts";
import { say } from "./index.ts";
import { classifierName, modelName, roleShort } from "./names.ts";

/** Words of a code; undefined for a code or values of another version. */
function wordsOf<Codes>(table: WordsOf<Codes>, code: string, values: object | null | undefined): string | undefined {
  if (!values || !Object.hasOwn(table, code)) return undefined;
  const words = table[code as keyof Codes] as (values: object, namer: Namer) => string;
  return words(values, namer);
}

const namer: Namer = {
  sequence: roleShort,
  phrase: phraseText,
  statistic: ({ code, values }) => wordsOf(say.statistics, code, values) ?? code,
  phrases: (parts) => say.terms.list(parts.map(phraseText)),
  problems: (all) => all.map((problem) => problemText(problem) ?? "").join(" "),
  list: (names) => say.terms.list(names),
  feature: readable,
  model: modelName,
  classifier: classifierName,
};

export function phraseText({ code, values }: { code: string; values: object }): string {
  return wordsOf(say.phrases, code, values) ?? code;
}

/** Why a file was taken for its role, or for none. */
export const guessText = ({ code, values }: Guessed["why"]): string =>
  wordsOf<Guesses>(say.guesses, code, values) ?? code;

/** What speaks for or against a volume as one of the sequences. */
export const volumeRoleText = ({ code, values }: CodeWithValues): string =>
  wordsOf<VolumeRoles>(say.volumeRoles, code, values) ?? code;

/** Why the graphics card cannot be used. */
export const gpuProblemText = ({ code, values }: CodeWithValues): string =>
  wordsOf<GpuProblems>(say.gpuProblems, code, values) ?? code;

/** Why a perturbed mask was left out; in English where files of earlier versions hold no code. */
export function leftOutText({ problem, cause, cause_in }: Tried): string | undefined {
  const text = cause && problemText(cause);
  if (!text) return problem ?? undefined;
  return cause_in ? say.terms.labelled(roleShort(cause_in), text) : text;
}

/** What a long computation does next; empty where that is not known. */
export const taskName = (task: Task | null): string => (task ? (wordsOf(say.tasks, task.code, task.values) ?? "") : "");

/** The sentence of a warning; undefined where only its English is known. */
export const noticeText = ({ code, values }: Warning): string | undefined =>
  wordsOf<Notices>(say.notices, code, values);

/** The tables of errors; a code stands in one of them. */
const problemTables = () => [
  say.pageProblems,
  say.imageProblems,
  say.regionProblems,
  say.caseProblems,
  say.settingProblems,
  say.scanProblems,
  say.tableProblems,
  say.modelProblems,
];

/** The sentences of a problem; undefined where only its English is known. */
export function problemText({ code, values }: Pick<Problem, "code" | "values">): string | undefined {
  const worded = problemTables().map((table) => wordsOf<object>(table, code ?? "", values));
  return worded.find((text) => text !== undefined);
}
