// The language the page speaks: the browser's to begin with, then the one that was chosen. Kept in memory alone.
import { signal } from "@preact/signals";

/** Languages with their tag, their own name, and how numbers and dates are written. */
export const LANGUAGES = [
  { id: "en", tag: "en", locale: "en-GB", name: "English" },
  { id: "zh", tag: "zh-Hans", locale: "zh-CN", name: "中文" },
] as const;

export type Language = (typeof LANGUAGES)[number]["id"];

/** The first language of a list that the page speaks; English where there is none. */
export function pick(wanted: readonly string[]): Language {
  const found = wanted.map((tag) => LANGUAGES.find(({ id }) => tag.toLowerCase().split("-")[0] === id)).find(Boolean);
  return found?.id ?? "en";
}

export const language = signal<Language>(pick(globalThis.navigator?.languages ?? []));

export const current = () => LANGUAGES.find(({ id }) => id === language.value) ?? LANGUAGES[0];
