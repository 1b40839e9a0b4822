// The wasm package itself, without a browser: its answers are the native ones, digit for digit; problems are objects.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { filesOf, MODEL, predict, SAMPLE, shared } from "../support/cases.mjs";
import { core } from "../support/core.mjs";
import { discern } from "../support/discern.mjs";
import { scanOf } from "../support/files.mjs";
import { measure, record } from "../support/measure.mjs";
import { image, mask } from "../support/nifti.mjs";

const { Case, Model } = core;
const model = new Model(readFileSync(MODEL, "utf8"));
const folder = mkdtempSync(join(tmpdir(), "discern-"));
after(() => rmSync(folder, { recursive: true }));

const SEQUENCES = /** @type {const} */ (["t1", "t2", "t2fs", "t1ce"]);
const scan = (/** @type {string} */ path) => scanOf(readFileSync(path));

/** Features of all sequences as the page's workers make them. @param {import("../support/cases.mjs").Files} files @param {number} label */
const extract = (files, label = 1) =>
  SEQUENCES.map((sequence) => measure(model, sequence, scan(files[sequence]), scan(files.mask), label));

/** The same text from both. @param {import("../support/cases.mjs").Files} files @param {number} age @param {number} [label] */
function same(files, age, label = 1) {
  assert.equal(`${model.predict(new Case(record(extract(files, label), age)))}\n`, predict(files, age, label));
}

test("native and wasm are of the same sources, and say so", () => {
  assert.equal(`discern ${core.program_version()}\n`, discern("--version"));
});

test("native and wasm agree to the last digit on the sample case", () => same(SAMPLE.files, SAMPLE.age));

test("native and wasm agree to the last digit on a made case with two labels", () => {
  const files = filesOf(folder);
  SEQUENCES.forEach((sequence, seed) => writeFileSync(files[sequence], image(seed, [40, 36, 20])));
  writeFileSync(
    files.mask,
    mask([40, 36, 20], (x) => (x > 18 ? 2 : 1)),
  );
  for (const label of [1, 2]) same(files, 44.5, label);
});

for (const name of ["brain_met", "brain_native"]) {
  test(`native and wasm agree to the last digit on ${name}`, (context) => {
    const path = shared(`cases/${name}`);
    if (!path) return context.skip(`no ../shared/cases/${name}`);
    same(filesOf(path, "flair"), 58);
  });
}

test("progress is told from the first step to the last", () => {
  /** @type {[number, number, any][]} */
  const steps = [];
  const files = SAMPLE.files;
  measure(model, "t1", scan(files.t1), scan(files.mask), 1, (...step) => steps.push(step));
  assert.ok(steps.length > 5, `${steps.length} steps`);
  for (const [done, total, what] of steps)
    assert.ok(done >= 0 && done <= total && what.code.length > 0, `${done}/${total} ${what.code}`);
  const shares = steps.map(([done, total]) => done / total);
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => a - b),
    "never backwards",
  );
});

test("the table has the age and every feature under its name", () => {
  const [header = "", row = "", end] = new Case(record(extract(SAMPLE.files), SAMPLE.age)).table().split("\n");
  assert.equal(end, "");
  assert.equal(header.split(",").length, row.split(",").length);
  assert.equal(header.split(",")[0], "age");
  assert.equal(Number(row.split(",")[0]), SAMPLE.age);
  for (const sequence of SEQUENCES) assert.ok(header.includes(`,${sequence}_original_glcm_JointEntropy,`));
});

test("a file is inspected: grid and labels", () => {
  const found = scanOf(mask()).inspect();
  assert.deepEqual(found.size, [24, 24, 12]);
  assert.deepEqual(found.regions, [{ name: null, channel: 0, label: 1, voxels: 605 }]);
  assert.equal(scanOf(image(1)).inspect().regions, null);
});

/** Calls that must fail, with the kind of problem. @type {[string, string, () => unknown][]} */
const FAILURES = [
  ["no image", "format", () => scanOf(Buffer.from("no image")).inspect()],
  ["no model", "model", () => new Model("{}")],
  ["no such sequence", "missing", () => measure(model, "dwi", scanOf(image(1)), scanOf(mask()))],
  ["no such label", "mask", () => measure(model, "t1", scanOf(image(1)), scanOf(mask()), 9)],
  ["no features", "missing", () => model.predict(new Case(record([], 50)))],
  ["features that are none", "format", () => new Case(record([{}], 50))],
  ["an age that is none", "missing", () => model.predict(new Case(record(extract(SAMPLE.files), null)))],
  [
    "a listener that stops",
    "cancelled",
    () =>
      measure(model, "t1", scanOf(image(1)), scanOf(mask()), 1, () => {
        throw new Error("stop");
      }),
  ],
];

for (const [what, kind, call] of FAILURES) {
  test(`a problem crosses as an object with its parts: ${what}`, () => {
    assert.throws(call, (/** @type {any} */ thrown) => {
      assert.equal(thrown.kind, kind);
      for (const part of ["thing", "expected", "found"]) assert.equal(typeof thrown[part], "string");
      return true;
    });
  });
}
