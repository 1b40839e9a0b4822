// Problems in the core's own manner, made of whatever was thrown.
import type { Problem } from "./base.ts";

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
});

/** Of the files that came, none is a table to train on. */
export const noTable: Problem = {
  kind: "missing",
  thing: "feature table",
  expected: "a .csv file that discern extract wrote",
  found: "none",
  code: "page-no-table",
};

/** A worker that ended during a job, with the browser's message. */
export const workerEnded = (why: string): Problem => ({
  kind: "crash",
  thing: "worker",
  expected: "to start and to answer",
  found: why || "it stopped",
  code: "page-worker-ended",
});

/** The core, or the page itself, broke down: out of memory, or a bug. */
const crash = (thrown: unknown): Problem => ({
  kind: "crash",
  thing: "analysis",
  expected: "to run to its end",
  found: textOf(thrown),
  hint: "The memory of the browser may be too small for this image; close other tabs and try again.",
  code: "page-crash",
});

/** What was thrown, as a problem: it is one, or a file was not readable, or something broke down. */
export function problemOf(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  const isFile =
    thrown instanceof DOMException && (thrown.name === "NotReadableError" || thrown.name === "NotFoundError");
  return isFile ? unreadable(thrown) : crash(thrown);
}
