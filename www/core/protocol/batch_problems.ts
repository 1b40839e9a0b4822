// Why a case of a batch cannot be measured, found before it is, in the codes and words of the core.
import type { Problem, Sequence } from "./index.ts";

/** Several files claim a role. */
export const roleTwice = (role: string, files: string[]): Problem => ({
  kind: "missing",
  thing: role,
  expected: "one file",
  found: files.join(", "),
  code: "role-twice",
  values: { role, files },
});

/** A list names a file that is not there. */
export const fileNotFound = (name: string): Problem => ({
  kind: "missing",
  thing: `file ${name}`,
  expected: "a file at this place",
  found: "none",
  code: "file-not-found",
  values: { name },
});

/** A text is no age; `refused` is the end of the code that says why. */
export const ageUnread = (found: string, refused: string): Problem => ({
  kind: "missing",
  thing: "age",
  expected: "years, such as 62 or 62.5, or months, such as 18 months",
  found,
  code: "age-unread",
  values: { found, why: { code: `age-${refused}`, values: {} } },
});

/** A sequence has no image, or no mask. */
export const absentFile = (sequence: Sequence, what: "image" | "mask"): Problem => ({
  kind: "missing",
  thing: `${what} ${sequence}`,
  expected: "a file",
  found: "none",
  origin: sequence,
  code: `page-no-${what}`,
  values: {},
});
