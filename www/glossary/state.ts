// What is explained at the moment: a column of the feature table, or a term.
import { signal } from "@preact/signals";
import type { say } from "../language/index.ts";

export type TermKey = keyof typeof say.glossary.terms;

export const explained = signal<{ column: string } | { term: TermKey } | null>(null);
