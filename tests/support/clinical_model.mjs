// A model with clinical inputs for tests, trained by the command line on a made-up table in a moment.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { discern } from "./discern.mjs";

/** What it declares. */
export const CLINICAL = `\
- {name: age, kind: number, unit: years, bounds: [0, 120]}
- {name: ALP, kind: number, unit: U/L, bounds: [0, 5000], above: 120, chinese: 碱性磷酸酶}
- {name: signal, kind: class, classes: [low, intermediate, high]}
- {name: boundary, kind: yes-no, unknown: imputed, english: sharp boundary}
`;
const SETTINGS = "featureClass: {shape: [MeshVolume], firstorder: [Mean]}";
const SEQUENCES = ["t1", "t2", "t2fs", "t1ce"];

/** Numbers between 0 and 1, always the same. */
function* numbers() {
  for (let state = 11; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function table() {
  const random = numbers();
  const next = () => Number(random.next().value);
  const features = SEQUENCES.flatMap((name) => [
    `${name}_original_shape_MeshVolume`,
    `${name}_original_firstorder_Mean`,
  ]);
  const rows = Array.from({ length: 120 }, (_, row) => {
    const label = row % 2;
    const who = [`made-${row}`, "A", row < 96 ? "train" : "internal", 30 + Math.floor(40 * next() + 10 * label), label];
    const signal = ["low", "intermediate", "high"][Math.min(2, Math.floor(2.5 * next() + label))];
    const clinical = [Math.floor(70 + 80 * next() + 30 * label), signal, next() < 0.3 + 0.4 * label ? "yes" : "no"];
    const measured = features.map((_, at) => 500 + 400 * next() + (at < 2 ? 150 * label : 0));
    return [...who, ...clinical, ...measured].join(",");
  });
  const header = ["case", "center", "split", "age", "label", "ALP", "signal", "boundary", ...features].join(",");
  return `${[header, ...rows].join("\n")}\n`;
}

/** Path of the model file in a folder; features.csv, settings.yaml and clinical.yaml lie beside it. @param {string} folder */
export function clinicalModel(folder) {
  const at = (/** @type {string} */ name) => join(folder, name);
  writeFileSync(at("features.csv"), table());
  writeFileSync(at("settings.yaml"), SETTINGS);
  writeFileSync(at("clinical.yaml"), CLINICAL);
  const args = ["-p", at("settings.yaml"), "--clinical", at("clinical.yaml"), "--classifiers", "logistic-regression"];
  discern("train", at("features.csv"), ...args, "--out", at("model.json"));
  return at("model.json");
}
