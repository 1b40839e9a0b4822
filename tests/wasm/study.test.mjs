// Training and evaluation in the wasm package: the bytes of the command line, for every model and classifier.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { core } from "../support/core.mjs";
import { modelFile } from "../support/deep_model.mjs";
import { discern } from "../support/discern.mjs";

test("three models by seven classifiers and their report have the same bytes natively and in wasm", () => {
  const file = modelFile(true, []);
  const at = (/** @type {string} */ name) => join(dirname(file), name);
  const [native, table] = [readFileSync(file, "utf8"), readFileSync(at("features.csv"), "utf8")];
  const provenance = readFileSync(at("features.csv.provenance.json"), "utf8");
  const { models } = JSON.parse(native);
  const own = models.filter((/** @type {any} */ model) => !model.baseline);
  assert.deepEqual(
    own.map((/** @type {any} */ { name }) => name),
    ["Rad-M", "DRad-M", "CRad-M"],
  );
  for (const { classifiers } of own) assert.equal(classifiers.length, 7);
  const options = { name: "model", demonstration: true };
  const wasm = core.train(table, core.table_source(provenance, table), options, () => {});
  assert.equal(wasm === native, true, "the model files differ");
  discern("evaluate", file, at("features.csv"), "--out", at("report"));
  const files = new core.Model(wasm).evaluate(table, () => {});
  const names = files.map((/** @type {any} */ { name }) => name);
  assert.deepEqual([...names].sort(), readdirSync(at("report")).sort());
  for (const { name, text } of files)
    assert.equal(text === readFileSync(at(`report/${name}`), "utf8"), true, `${name} differs`);
});
