// State of the start of the page.
import { signal } from "@preact/signals";
import type { Said } from "../language/index.ts";

/** Why the page could not start. */
export const startProblem = signal<Said | null>(null);
