// A sequence measured in one core, from its first part to its last.
import { core } from "./core.mjs";

/** @typedef {import("../../pkg/discern.js").Model} Model @typedef {import("../../pkg/discern.js").Scan} Scan */

/**
 * Features of a sequence as JSON text.
 * @param {Model} model @param {string} sequence @param {Scan} image @param {Scan} mask @param {number} label
 * @param {(done: number, total: number, what: string) => void} progress
 */
export function measure(model, sequence, image, mask, label = 1, progress = () => {}) {
  const opened = model.open(sequence, image, mask, label, progress);
  const { parts } = JSON.parse(model.describe());
  const texts = Array.from({ length: parts }, (_, part) => opened.measure(part, progress));
  opened.free();
  return core.join(texts);
}
