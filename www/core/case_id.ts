// The name that a user gives a case. It is typed, never taken from headers or files, and goes into what is saved or printed.
import { signal } from "@preact/signals";

/** Longest name, characters. */
export const LONGEST_ID = 64;

/** As it was typed; empty where the case has no name. */
export const caseId = signal("");

/** The name of a file to save, with that of the case before it: letters and digits of any language, others as hyphens. */
export function caseFile(name: string): string {
  const id = caseId.value
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return id === "" ? name : `${id}-${name}`;
}
