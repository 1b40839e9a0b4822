// Model files of every form that the command line writes: trained, with deep features, isotonic, imported.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/run.mjs";
import { cohort } from "./cohort.mjs";
import { discern } from "./discern.mjs";

const FOREIGN = join(root, "tests/golden/foreign");

/** The table that the classifiers of tests/golden/foreign were trained on. */
function foreignTable() {
  const { inputs, x, y, training_rows } = JSON.parse(readFileSync(join(FOREIGN, "foreign.json"), "utf8"));
  const rows = x.map((/** @type {number[]} */ row, /** @type {number} */ at) =>
    [`case${at}`, "A", at < training_rows ? "train" : "external", row[3], y[at], ...row.slice(0, 3)].join(","),
  );
  return `${[["case", "center", "split", "age", "label", ...inputs.slice(0, 3)].join(","), ...rows].join("\n")}\n`;
}

/** Writes them into a folder; their paths. @param {string} folder */
export function bundles(folder) {
  const at = (/** @type {string} */ name) => join(folder, name);
  writeFileSync(at("params.yaml"), "imageType:\n  Original: {}\n");
  writeFileSync(at("cohort.csv"), cohort());
  writeFileSync(at("foreign.csv"), foreignTable());
  const params = ["--params", at("params.yaml")];
  const made = ["platt", "isotonic"].map((calibration) => {
    const out = at(`${calibration}.json`);
    discern(
      "train",
      at("cohort.csv"),
      ...params,
      "--calibration",
      calibration,
      "--classifiers",
      "logistic-regression,svm",
      "--out",
      out,
    );
    return out;
  });
  const cases = JSON.parse(readFileSync(join(FOREIGN, "foreign.json"), "utf8")).cases;
  const imported = cases.map((/** @type {{ file: string }} */ { file }) => {
    const out = at(`imported-${file}.json`);
    discern("import", join(FOREIGN, file), "--features", at("foreign.csv"), ...params, "--out", out);
    return out;
  });
  return [...made, ...imported];
}
