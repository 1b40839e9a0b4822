// State of the start of the page.
import { signal } from "@preact/signals";
import type { Sentence } from "../language/index.ts";

/** Why the page could not start. */
export const startProblem = signal<Sentence | null>(null);
