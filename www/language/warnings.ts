// Warnings as people read them: one that several sequences share is shown once, with their names.
import type { Warning } from "../core/protocol/index.ts";
import { noticeText } from "./code_text.ts";
import { say } from "./index.ts";
import { roleName } from "./names.ts";
import { warningTitle } from "./problem.ts";

export interface Readable {
  /** The sequences it belongs to; empty where it belongs to none. */
  from: string;
  /** Its title. */
  title: string;
  /** The sentence. */
  text: string;
  /** The language of the sentence, where it is not the page's: files of earlier versions hold English alone. */
  lang: "en" | undefined;
}

export function readableWarnings(warnings: readonly Warning[]): Readable[] {
  const grouped = new Map<string, Readable & { names: string[] }>();
  for (const warning of warnings) {
    const own = noticeText(warning);
    const text = own ?? warning.message;
    const shown = grouped.get(text) ?? {
      from: "",
      title: warningTitle(warning.code),
      text,
      lang: own === undefined ? ("en" as const) : undefined,
      names: [],
    };
    if (warning.sequence) shown.names.push(roleName(warning.sequence));
    grouped.set(text, shown);
  }
  return [...grouped.values()].map(({ names, ...shown }) => ({ ...shown, from: say.terms.list(names) }));
}
