// How files come in.
import { signal } from "@preact/signals";
import type { Said } from "../language/index.ts";

/** Drops and dialogs whose files are still being taken in. */
export const takingIn = signal(0);
/** What happened to the last files added, in plain sentences. */
export const notes = signal<readonly Said[]>([]);
/** Whether Analyse was asked for: only then is what is missing called a mistake. */
export const asked = signal(false);
/** When the first file came in, ms since the page was opened; null while there was none. */
export const firstFile_ms = signal<number | null>(null);
