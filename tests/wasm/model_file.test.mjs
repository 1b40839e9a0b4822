// Every form of model file keeps to docs/model.schema.json, and the schema notices what does not.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { root } from "../../scripts/lib/run.mjs";
import { bundles } from "../support/bundles.mjs";
import { MODEL } from "../support/cases.mjs";
import { modelFile } from "../support/deep_model.mjs";

const folder = mkdtempSync(join(tmpdir(), "discern-"));
after(() => rmSync(folder, { recursive: true }));

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, "utf8"));
// Strict: a keyword that the validator does not know is an error, not a comment.
const conforms = new Ajv2020({ strict: true }).compile(read(join(root, "docs/model.schema.json")));

test("model files keep to the schema: the demonstration, trained, with deep features, imported", () => {
  const files = [MODEL, modelFile(true), modelFile(false), ...bundles(folder)];
  assert.equal(files.length, 3 + 2 + 13);
  for (const file of files) assert.ok(conforms(read(file)), `${file}: ${JSON.stringify(conforms.errors?.[0])}`);
});

test("what is no model file is told by the schema", () => {
  const wrong = /** @type {[string, (bundle: any) => void][]} */ ([
    ["a field too many", (bundle) => (bundle.patient = "Doe")],
    ["a field too few", (bundle) => delete bundle.card],
    ["another version", (bundle) => (bundle.version = 4)],
    ["a clinical input of no kind", (bundle) => (bundle.training.clinical = [{ name: "ALP" }])],
    ["a hash that is none", (bundle) => (bundle.sha256 = "0")],
    ["an unknown classifier", (bundle) => (bundle.models[0].classifiers[0].kind = "oracle")],
    ["a threshold beyond 1", (bundle) => (bundle.models[0].classifiers[0].threshold = 1.5)],
    ["a tree without thresholds", (bundle) => delete bundle.models[0].classifiers.at(-1).fitted.trees[0].threshold],
    ["a standard deviation of 0", (bundle) => (bundle.models[0].scaling.sd[0] = 0)],
  ]);
  for (const [what, spoil] of wrong) {
    const bundle = read(MODEL);
    spoil(bundle);
    assert.equal(conforms(bundle), false, what);
  }
});
