// Whether the page could start.
import { signal } from "@preact/signals";
import type { Said } from "../language/index.ts";

/** Why it could not. */
export const startProblem = signal<Said | null>(null);
