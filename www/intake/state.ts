// State of adding files.
import { signal } from "@preact/signals";
import type { Sentence } from "../language/index.ts";
import type { Found } from "./files.ts";

/** Number of drops and dialogs whose files are still being read. */
export const takingIn = signal(0);
/** Files that may be of another patient, and whether they are in the list already: the user is asked what they are. */
export const undecided = signal<{ files: readonly Found[]; listed: boolean } | null>(null);
/** Notes on the files added last. */
export const notes = signal<readonly Sentence[]>([]);
/** Whether Analyse was pressed: what is missing is shown as an error only then. */
export const asked = signal(false);
/** When the first file was added, ms since the page was opened; null before. */
export const firstFile_ms = signal<number | null>(null);
