// Problems in the core's own manner, made of whatever was thrown.
import type { Problem } from "./base.ts";

/** Codes of the page's own problems, with their values. */
export interface PageProblems {
  "page-unreadable": object;
  "page-no-image": object;
  "page-no-mask": object;
  "page-no-table": object;
  "page-no-weights": { cause: string };
  "page-model-too-large": { most: number; found: number };
  "page-worker-ended": object;
  "page-crash": object;
}

export const isProblem = (thrown: unknown): thrown is Problem =>
  typeof thrown === "object" && thrown !== null && "kind" in thrown && "expected" in thrown;

const textOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown));

/** A file that the browser could not read. */
export const unreadable = (cause: unknown): Problem => ({
  kind: "file",
  thing: "file",
  expected: "to be readable",
  found: textOf(cause),
  hint: "It may have been moved or changed since it was chosen; add it again.",
  code: "page-unreadable",
  values: {},
});

/** Of the files that came, none is a table to train on. */
export const noTable: Problem = {
  kind: "missing",
  thing: "feature table",
  expected: "a .csv file that discern extract wrote",
  found: "none",
  code: "page-no-table",
  values: {},
};

/** A table without a feature of a sequence, in the code and words of the core, which would find it after the training has begun. */
export const noFeatures: Problem = {
  kind: "table",
  thing: "feature table",
  expected: "columns like t1_original_…",
  found: "none",
  code: "no-features",
  values: {},
};

/** The weights of the network could not be loaded. */
export const noWeights = (cause: unknown): Problem => ({
  kind: "file",
  thing: "weights of the network",
  expected: "the file to be loaded",
  found: textOf(cause),
  code: "page-no-weights",
  values: { cause: textOf(cause) },
});

/** A file is larger than a model file can be; sizes in bytes. */
export const modelTooLarge = (found: number, most: number): Problem => ({
  kind: "too-large",
  thing: "model file",
  expected: `at most ${most} bytes`,
  found: `${found} bytes`,
  code: "page-model-too-large",
  values: { most, found },
});

/** A worker that ended during a job, with the browser's message. */
export const workerEnded = (why: string): Problem => ({
  kind: "crash",
  thing: "worker",
  expected: "to start and to answer",
  found: why || "it stopped",
  code: "page-worker-ended",
  values: {},
});

/** The core, or the page itself, broke down: out of memory, or a bug. */
const crash = (thrown: unknown): Problem => ({
  kind: "crash",
  thing: "analysis",
  expected: "to run to its end",
  found: textOf(thrown),
  hint: "The memory of the browser may be too small for this image; close other tabs and try again.",
  code: "page-crash",
  values: {},
});

/** What was thrown, as a problem: it is one, or a file was not readable, or something broke down. */
export function problemOf(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  const isFile =
    thrown instanceof DOMException && (thrown.name === "NotReadableError" || thrown.name === "NotFoundError");
  return isFile ? unreadable(thrown) : crash(thrown);
}
