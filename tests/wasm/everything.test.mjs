// Every image type and every feature: native and wasm write the same text, and so do one worker and eight.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Worker } from "node:worker_threads";
import { SAMPLE, shared } from "../support/cases.mjs";
import { core } from "../support/core.mjs";
import { discern } from "../support/discern.mjs";
import { scanOf } from "../support/files.mjs";
import { measure } from "../support/measure.mjs";
import { modelWith } from "../support/model_with.mjs";
import { nifti } from "../support/nifti.mjs";

const folder = mkdtempSync(join(tmpdir(), "discern-"));
after(() => rmSync(folder, { recursive: true }));

const EVERYTHING = {
  imageType: {
    Original: {},
    Wavelet: {},
    LoG: { sigma: [1, 2.5, 5] },
    Square: {},
    SquareRoot: {},
    Logarithm: {},
    Exponential: {},
    Gradient: {},
    LBP2D: {},
    LBP3D: {},
  },
  setting: { binWidth: 25, label: 1, additionalInfo: false },
};
const params = join(folder, "everything.json");
writeFileSync(params, JSON.stringify(EVERYTHING));

/** @typedef {[image: string, mask: string]} Pair */

/** A made pair: size, spacing, seed; the mask is a ball without a bite. @param {string} name @param {number[]} size @param {number[]} spacing */
function made(name, size, spacing) {
  const [nx = 1, ny = 1] = size;
  const place = (/** @type {number} */ index) => [index % nx, Math.floor(index / nx) % ny, Math.floor(index / nx / ny)];
  let state = name.length;
  const grain = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const voxel = (/** @type {number} */ index) => {
    const [x = 0, y = 0, z = 0] = place(index);
    return Math.fround(300 + 150 * Math.sin(x / 3) * Math.cos(y / 4 + z / 2) + 60 * grain());
  };
  const inside = (/** @type {number} */ index) => {
    const [x = 0, y = 0, z = 0] = place(index).map(
      (at, axis) => (at - ((size[axis] ?? 1) - 1) / 2) / ((size[axis] ?? 1) / 3),
    );
    return Number(x * x + y * y + z * z < 1 && !(x > 0.2 && y > 0.2));
  };
  const files = /** @type {Pair} */ (["image", "mask"].map((kind) => join(folder, `${name}_${kind}.nii`)));
  writeFileSync(files[0], nifti({ size, spacing, voxel }));
  writeFileSync(files[1], nifti({ size, spacing, label: true, voxel: inside }));
  return files;
}

const reference = (/** @type {string} */ name) => {
  const files = ["image", "label"].map((kind) => shared(`reference/pyradiomics/${name}_${kind}.nii.gz`));
  return files[0] && files[1] ? /** @type {Pair} */ (files) : undefined;
};

/** Images with their masks; where this checkout has none, what is missing. @type {[string, Pair | undefined, string?][]} */
const CASES = [
  ["the sample's T1", [SAMPLE.files.t1, SAMPLE.files.mask]],
  ["a made cube", made("cube", [28, 26, 20], [1, 1, 1])],
  ["a made slab of odd size and thick slices", made("slab", [41, 33, 9], [0.7, 0.9, 4.5])],
  ...["brain1", "breast1", "lung1"].map(
    (name) =>
      /** @type {[string, Pair | undefined, string]} */ ([
        name,
        reference(name),
        `no ../shared/reference/pyradiomics/${name}`,
      ]),
  ),
];

/** What the command line prints, without its indentation. @param {Pair} files */
function native(files) {
  const text = discern("extract", ...files, "--params", params);
  const lines = text.split("\n").filter((line) => /^ {2}"(?!diagnostics_)/.test(line));
  return `{${lines.map((line) => line.trim().replace(/,$/, "").replace(/": /, '":')).join(",")}}`;
}

for (const [name, files, missing] of CASES) {
  test(`every image type has the same text in native and wasm: ${name}`, (context) => {
    if (!files) return context.skip(missing);
    const scans = /** @type {const} */ ([scanOf(readFileSync(files[0])), scanOf(readFileSync(files[1]))]);
    const found = core.measure(...scans, JSON.stringify(EVERYTHING));
    assert.ok(Object.keys(JSON.parse(found)).length > 1900, `${Object.keys(JSON.parse(found)).length} features`);
    assert.equal(found, native(files));
  });
}

/** The parts that one thread measures. @param {string} model @param {Pair} pair @param {number[]} parts @returns {Promise<any[]>} */
const inThread = (model, [image, mask], parts) =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL("../support/core_thread.mjs", import.meta.url), {
      workerData: { model, image, mask, parts },
    });
    thread.once("message", resolve);
    thread.once("error", reject);
  });

test("one worker and eight give the same text, whoever is first", async () => {
  const [text, pair] = [modelWith(EVERYTHING), made("shared", [30, 28, 18], [0.8, 0.8, 2])];
  const model = new core.Model(text);
  const alone = measure(model, "t1", scanOf(readFileSync(pair[0])), scanOf(readFileSync(pair[1])));
  assert.ok(alone.features.length > 1900);
  const { parts } = model.describe();
  assert.ok(parts >= 8, `${parts} parts`);
  const all = Array.from({ length: parts }, (_, part) => part);
  const dealt = Array.from({ length: 8 }, (_, at) => all.filter((part) => part % 8 === at).reverse());
  const texts = await Promise.all(dealt.map((mine) => inThread(text, pair, mine)));
  assert.deepEqual(core.join(texts.flat().reverse()), alone);
});

test("parts that are missing, there twice or of another sequence are refused", () => {
  const model = new core.Model(modelWith({ ...EVERYTHING, imageType: { Original: {}, Square: {} } }));
  const [image, mask] = made("refused", [14, 14, 8], [1, 1, 1]);
  const opened = (/** @type {"open" | "help"} */ how, /** @type {string} */ sequence) =>
    model[how](sequence, new core.Scans(scanOf(readFileSync(image)), scanOf(readFileSync(mask)), 1), () => {});
  const [own, help, other] = [opened("open", "t1"), opened("help", "t1"), opened("open", "t2")];
  const part = (/** @type {number} */ number) => own.measure(number, () => {});
  const [first, second, third] = [part(0), part(1), part(2)];
  assert.equal(core.join([third, first, help.measure(1, () => {})]).sequence, "t1");
  for (const wrong of [
    [],
    [first, second],
    [first, second, third, third],
    [first, second, second],
    [first, second, other.measure(2, () => {})],
    [help.measure(0, () => {}), second, third],
  ]) {
    assert.throws(
      () => core.join(wrong),
      (/** @type {any} */ thrown) => thrown.thing === "parts of a sequence",
    );
  }
});
