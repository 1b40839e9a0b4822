// Deep features of a made-up scan in the wasm package: the digits that the native test is held to.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { core } from "../support/core.mjs";
import { scanOf } from "../support/files.mjs";

/** @typedef {import("../../pkg/discern.js").Scan} Scan */

/** @param {string} path */
const bytes = (path) => readFileSync(new URL(path, import.meta.url));

/** The scan of tests/regression/deep.rs: 24 × 20 × 6 voxels of 1 × 1 × 3 mm, image and mask. @returns {[Scan, Scan]} */
function scan() {
  const size = [24, 20, 6];
  const header = (/** @type {number} */ datatype, /** @type {number} */ bits) => {
    const head = Buffer.alloc(352);
    head.writeInt32LE(348, 0);
    [3, ...size, 1, 1, 1, 1].forEach((dim, at) => head.writeInt16LE(dim, 40 + 2 * at));
    head.writeInt16LE(datatype, 70);
    head.writeInt16LE(bits, 72);
    const floats = [
      [76, 1],
      [80, 1],
      [84, 1],
      [88, 3],
      [108, 352],
      [112, 1],
      [280, 1],
      [300, 1],
      [320, 3],
    ];
    for (const [at, value] of floats) head.writeFloatLE(value ?? 0, at ?? 0);
    head.writeUInt8(2, 123);
    head.writeInt16LE(1, 254);
    head.write("n+1\0", 344, "latin1");
    return head;
  };
  const image = Buffer.alloc(24 * 20 * 6 * 2);
  const mask = Buffer.alloc(24 * 20 * 6);
  let state = 5;
  for (let at = 0; at < mask.length; at++) {
    const [x, y, z] = [at % 24, Math.floor(at / 24) % 20, Math.floor(at / 480)];
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    image.writeInt16LE((state >>> 24) + 40 * (Math.floor(x / 4) + Math.floor(y / 5)), 2 * at);
    mask[at] = x >= 8 && x < 15 && y >= 6 && y < 12 && z >= 2 && z < 5 ? 1 : 0;
  }
  const scanned = (/** @type {Buffer[]} */ ...parts) => scanOf(Buffer.concat(parts));
  return [scanned(header(4, 16), image), scanned(header(2, 8), mask)];
}

const weights = bytes("../../models/efficientnet-lite0.bin");

/** Features of the scan, from so many parts in reverse order. @param {number} parts @param {() => void} progress */
async function features(parts, progress = () => {}) {
  const deep = await new core.Network(weights).open("cpu");
  deep.prepare(new core.Scans(...scan(), 1), {});
  /** @type {any[]} */
  const found = [];
  for (let part = parts - 1; part >= 0; part--) found.push(await deep.measure(part, parts, progress));
  return { found, joined: () => core.join_deep(found) };
}

test("deep features in wasm have the digits of native ones, in however many parts the slices are dealt", async () => {
  const golden = bytes("../golden/deep_digits.csv").toString().split("\n");
  const expected = golden.filter((line) => line !== "" && !line.startsWith("#"));
  assert.equal(expected.length, 64);
  // Three slices: with five parts some have none.
  for (const parts of [1, 2, 3, 5]) {
    const found = (await features(parts)).joined();
    assert.equal(found.images, 3);
    for (const [index, line] of expected.entries()) {
      const [name, value] = line.split(",");
      assert.deepEqual(found.features[20 * index], [name, Number(value)], `${parts} parts`);
    }
  }
});

test("parts of deep features that are missing or there twice are refused", async () => {
  const { found } = await features(2);
  for (const wrong of [[], found.slice(1), [...found, found[0]], [found[0], found[0]]])
    assert.throws(
      () => core.join_deep(wrong),
      (/** @type {any} */ thrown) => thrown.thing === "parts of deep features",
    );
});

test("altered weights and a stop are errors with their parts", async () => {
  const altered = Uint8Array.from(weights);
  altered.set([(altered[5000] ?? 0) ^ 1], 5000);
  assert.throws(
    () => new core.Network(altered),
    (/** @type {any} */ thrown) => {
      assert.equal(thrown.kind, "malformed");
      assert.match(thrown.expected, /checksum/);
      return true;
    },
  );
  const stop = () => {
    throw new Error("stop");
  };
  await assert.rejects(features(1, stop), (/** @type {any} */ thrown) => {
    assert.equal(thrown.kind, "cancelled");
    return true;
  });
});
