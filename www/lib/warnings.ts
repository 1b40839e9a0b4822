// Warnings as people read them: what is said of several sequences is said once.
import type { Warning } from "../protocol.ts";
import { SEQUENCES, roleName } from "./assign.ts";

/** Messages start with the sequence they belong to, `t1: …`, when they belong to one. */
function split(message: string): { from: string | undefined; text: string } {
  const sequence = SEQUENCES.find((name) => message.startsWith(`${name}: `));
  return sequence ? { from: roleName(sequence), text: message.slice(sequence.length + 2) } : { from: undefined, text: message };
}

export function readableWarnings(warnings: readonly Warning[]): string[] {
  const grouped = new Map<string, string[]>();
  for (const { message } of warnings) {
    const { from, text } = split(message);
    grouped.set(text, [...(grouped.get(text) ?? []), ...(from ? [from] : [])]);
  }
  return [...grouped].map(([text, from]) => (from.length ? `${from.join("; ")}: ${text}` : text));
}
