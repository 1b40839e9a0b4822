// How common metastases are where the patient is from. A fact of the place, so that it stays for the next case.
import { signal } from "@preact/signals";

/** The share that answers are for; null: that of the training cases. */
export const prevalence = signal<number | null>(null);
