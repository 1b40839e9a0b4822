// Model files with and without deep features for tests, trained by the command line on a made-up table in a moment.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/lib/run.mjs";
import { discern } from "./discern.mjs";

/** The weights file of the network. */
export const WEIGHTS = join(root, "models/efficientnet-lite0.bin");

const SEQUENCES = ["t1", "t2", "t2fs", "t1ce"];
const CASES = 60;
const SETTINGS = "featureClass: {shape: [MeshVolume], firstorder: [Mean]}";
const OPTIONS = {
  clip_percent: [0.5, 99.5],
  pixel_mm: null,
  margin_mm: 5,
  interpolation: "bicubic",
  slices: "all",
  taps: ["head"],
};

const sha256 = (/** @type {string | Buffer} */ bytes) => createHash("sha256").update(bytes).digest("hex");

/** Numbers between 0 and 1, always the same. */
function* numbers() {
  for (let state = 7; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** A cohort table whose deep features, where it has any, tell the classes apart. @param {boolean} deep */
function table(deep) {
  const random = numbers();
  const next = () => Number(random.next().value);
  const radiomic = SEQUENCES.flatMap((name) => [
    `${name}_original_shape_MeshVolume`,
    `${name}_original_firstorder_Mean`,
  ]);
  const learned = deep ? SEQUENCES.flatMap((name) => [0, 1, 2, 3].map((at) => `${name}_cnn_000${at}`)) : [];
  const rows = Array.from({ length: CASES }, (_, row) => {
    const label = row % 2;
    const who = [`made-${row}`, "A", row < 48 ? "train" : "internal", 30 + Math.floor(40 * next()), label];
    const first = radiomic.map((_, at) => 500 + 400 * next() + (at < 2 ? 150 * label : 0));
    return [...who, ...first, ...learned.map(() => 0.3 * next() + 0.2 * label)].join(",");
  });
  const header = ["case", "center", "split", "age", "label", ...radiomic, ...learned].join(",");
  return `${[header, ...rows].join("\n")}\n`;
}

/**
 * Path of a model file; its table, features.csv, lies beside it.
 * @param {boolean} deep whether it has a DRad-M @param {readonly string[]} classifiers all when there are none
 */
export function modelFile(deep, classifiers = ["logistic-regression"]) {
  const folder = mkdtempSync(join(tmpdir(), "discern-model-"));
  const [features, model] = [join(folder, "features.csv"), join(folder, "model.json")];
  const text = table(deep);
  const record = { network: "EfficientNet-Lite0", weights_sha256: sha256(readFileSync(WEIGHTS)), options: OPTIONS };
  const provenance = {
    made_by: "a test",
    settings: SETTINGS,
    settings_sha256: sha256(SETTINGS),
    ...(deep ? { deep: record } : {}),
    table_sha256: sha256(text),
  };
  writeFileSync(features, text);
  writeFileSync(`${features}.provenance.json`, JSON.stringify(provenance));
  const chosen = classifiers.length > 0 ? ["--classifiers", classifiers.join(",")] : [];
  const args = ["train", features, "--out", model, "--demonstration", ...chosen];
  discern(...args);
  return model;
}
