// Cases for tests: the bundled one, real ones where this checkout has them, and what the command line says of them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/run.mjs";
import { discern } from "./discern.mjs";

/** The folder of real cases, where this checkout has one beside it. */
const SHARED = process.env["DISCERN_SHARED"] ?? join(root, "../shared");

/** A path below the shared folder, or undefined when there is none. @param {string} path */
export const shared = (path) => (existsSync(join(SHARED, path)) ? join(SHARED, path) : undefined);

/** The bundled model. */
export const MODEL = join(root, "models/demo.json");

/** Files of a case, by the names of the command line's options. @typedef {Record<"t1" | "t2" | "t2fs" | "t1ce" | "mask", string>} Files */

/** Files of a folder. @param {string} folder @param {string} [t2fs] what stands in for T2-FS @returns {Files} */
export const filesOf = (folder, t2fs = "t2fs") => ({
  t1: join(folder, "t1.nii.gz"),
  t2: join(folder, "t2.nii.gz"),
  t2fs: join(folder, `${t2fs}.nii.gz`),
  t1ce: join(folder, "t1ce.nii.gz"),
  mask: join(folder, "mask.nii.gz"),
});

/** The bundled case as its list names it: files and age. */
function sample() {
  const folder = join(root, "models/sample");
  const [names = [], row = []] = readFileSync(join(folder, "cohort.csv"), "utf8")
    .split("\n")
    .map((line) => line.split(","));
  const cell = (/** @type {string} */ name) => row[names.indexOf(name)] ?? "";
  const file = (/** @type {string} */ name) => join(folder, cell(name));
  /** @type {Files} */
  const files = { t1: file("t1"), t2: file("t2"), t2fs: file("t2fs"), t1ce: file("t1ce"), mask: file("mask") };
  return { files, age: Number(cell("age")) };
}

export const SAMPLE = sample();

/** What the command line prints for a case. @param {Files} files @param {number} age @param {number} [label] @param {string} [model] @param {string[]} more */
export function predict(files, age, label = 1, model = MODEL, ...more) {
  const named = Object.entries(files).flatMap(([name, path]) => [`--${name}`, path]);
  const args = ["predict", model, ...named, "--age", String(age), "--label", String(label), ...more];
  return discern(...args);
}

/** What the page says first of the bundled case: its shown answer, and how far that moves with the mask. */
export function sampleAnswer() {
  const { models, interval } = JSON.parse(predict(SAMPLE.files, SAMPLE.age, 1, MODEL, "--mask-sensitivity"));
  const isShown = (/** @type {any} */ one) => one.model === "CRad-M" && one.classifier === "logistic-regression";
  const [own, range] = [models.find(isShown), interval.ranges.find(isShown)];
  const percent = (/** @type {number} */ value) => `${(100 * value).toFixed(1)}\u00a0%`;
  return { number: percent(own.probability), class: own.class, low: percent(range.low), high: percent(range.high) };
}
