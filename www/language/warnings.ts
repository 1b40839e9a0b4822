// Warnings as people read them: what is said of several sequences is said once.
import type { Warning } from "../core/protocol/index.ts";
import { say } from "./index.ts";
import { roleName } from "./names.ts";
import { warningTitle } from "./problem.ts";
import { noticeText } from "./said.ts";

export interface Readable {
  /** The sequences it belongs to; empty where it belongs to none. */
  from: string;
  /** What its code says, in few words. */
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
    const said = grouped.get(text) ?? {
      from: "",
      title: warningTitle(warning.code),
      text,
      lang: own === undefined ? ("en" as const) : undefined,
      names: [],
    };
    if (warning.sequence) said.names.push(roleName(warning.sequence));
    grouped.set(text, said);
  }
  return [...grouped.values()].map(({ names, ...said }) => ({ ...said, from: say.terms.list(names) }));
}
