// Problems as people read them.
import type { Problem } from "../core/protocol/index.ts";
import { isRole } from "../core/roles.ts";
import { problemText } from "./code_text.ts";
import { language } from "./current.ts";
import { say } from "./index.ts";
import { roleName, word } from "./names.ts";

const titleIn = (table: object, key: string) => (Object.hasOwn(table, key) ? word(table, key) : "");

/** The title of a kind of problem; a kind that is not known has none. */
export const kindTitle = (kind: string) => titleIn(say.core.kinds, kind);

/** The title of a warning's code. */
export const warningTitle = (code: string) => titleIn(say.core.warnings, code);

/** What was expected and found, in the core's own words. */
export const original = ({ thing, expected, found }: Problem) => `${thing}: expected ${expected}, found ${found}.`;

/** Where a problem came from, in words. */
export const originName = ({ origin }: Problem) => (origin && isRole(origin) ? roleName(origin) : (origin ?? ""));

/** A problem in a cell of a table: as the command line writes it where the page is English. */
export function problemCell(problem: Problem): string {
  const own = language.value === "en" ? undefined : problemText(problem);
  return own ?? original(problem).replace(/\.$/, "");
}

/** A problem as one sentence, in English where it is known in no other language. */
export function sentence(problem: Problem): string {
  const [title, origin] = [kindTitle(problem.kind), originName(problem)];
  const words = problemText(problem) ?? original(problem);
  const text = title ? say.core.titled(title, words) : words;
  return origin ? say.terms.labelled(origin, text) : text;
}
