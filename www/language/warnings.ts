// Warnings as people read them: what is said of several sequences is said once.
import type { Warning } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/roles.ts";
import { say } from "./index.ts";
import { roleName } from "./names.ts";
import { warningTitle } from "./problem.ts";

export interface Readable {
  /** The sequences it belongs to; empty where it belongs to none. */
  from: string;
  /** What its code says, in the language of the page. */
  title: string;
  /** The core's own sentence, in English. */
  text: string;
}

/** Messages start with the sequence they belong to, `t1: …`, when they belong to one. */
function split(message: string): { from: string | undefined; text: string } {
  const sequence = SEQUENCES.find((name) => message.startsWith(`${name}: `));
  return sequence
    ? { from: roleName(sequence), text: message.slice(sequence.length + 2) }
    : { from: undefined, text: message };
}

export function readableWarnings(warnings: readonly Warning[]): Readable[] {
  const grouped = new Map<string, { title: string; from: string[] }>();
  for (const { code, message } of warnings) {
    const { from, text } = split(message);
    const before = grouped.get(text)?.from ?? [];
    grouped.set(text, { title: warningTitle(code), from: [...before, ...(from ? [from] : [])] });
  }
  return [...grouped].map(([text, { title, from }]) => ({ from: say.terms.list(from), title, text }));
}
