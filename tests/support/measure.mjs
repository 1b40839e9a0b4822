// A sequence measured in one core, from its first part to its last.
import { core } from "./core.mjs";

/** @typedef {import("../../pkg/discern.js").Model} Model @typedef {import("../../pkg/discern.js").Scan} Scan */

/**
 * Features of a sequence.
 * @param {Model} model @param {string} sequence @param {Scan} image @param {Scan} mask @param {number} label
 * @param {(done: number, total: number, what: string) => void} progress
 */
export function measure(model, sequence, image, mask, label = 1, progress = () => {}) {
  const opened = model.open(sequence, new core.Scans(image, mask, label), progress);
  const parts = Array.from({ length: model.describe().parts }, (_, part) => opened.measure(part, progress));
  opened.free();
  return core.join(parts);
}

/** A case of measured sequences, as the page keeps it. @param {any[]} sequences @param {number | null} age_years */
export const record = (sequences, age_years) => ({
  age_years,
  clinical: [],
  sequences,
  deep: [],
  mask_changes: [],
  perturbed: [],
});
