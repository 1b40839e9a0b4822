// What reading takes of the page's memory: the core's grows by at most four times the bytes that are read and a base, for every kind
// of file (docs/limits.md). A wasm memory never shrinks, so that its growth is the most that was held.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { root } from "../../scripts/lib/run.mjs";
import { cohort } from "../support/cohort.mjs";
import { modelNamed } from "../support/model_with.mjs";
import { nifti } from "../support/nifti.mjs";

const [TIMES, BASE] = [4, 64 * 2 ** 20];
const SIZE = [192, 192, 192];

const floats = nifti({ size: SIZE, voxel: (at) => (Math.imul(at, 2_654_435) >>> 16) % 1000 });
const labels = nifti({ size: SIZE, label: true, voxel: (at) => Number((at >> 12) % 16 === 3) });
const bytes = nifti({ size: SIZE, label: true, voxel: (at) => (Math.imul(at, 2_654_435) >>> 16) % 250 });
const list = `case,age,t1,t2,t2fs,t1ce,mask\n${Array.from({ length: 40_000 }, (_, at) => `c${at},61,c${at}/t1.nii,c${at}/t2.nii,c${at}/t2fs.nii,c${at}/t1ce.nii,c${at}/mask.nii\n`).join("")}`;
const fileOf = (/** @type {string} */ name) => readFileSync(join(root, "models", name));

/** The bundled model under another name, sealed anew: texts that are not ASCII cross into the core in another way. */
const inChinese = Buffer.from(modelNamed(fileOf("demo.json").toString(), { "Discern demonstration": "示范模型" }));
/** Small beside the base, which would hide what it takes. */
const WITHOUT_BASE = "model file";

/** What is read, its bytes (unpacked, where they are packed), how. @type {[string, number, Uint8Array, string][]} */
const KINDS = [
  ["NIfTI, looked at when it comes", floats.length, floats, "inspect"],
  ["NIfTI, image to be shown", floats.length, floats, "image"],
  ["NIfTI in gzip, image to be shown", floats.length, gzipSync(floats), "image"],
  ["NIfTI of bytes, image to be shown", bytes.length, bytes, "image"],
  ["NIfTI, mask to be shown", labels.length, labels, "labels"],
  ["NIfTI in gzip, mask to be shown", labels.length, gzipSync(labels), "labels"],
  ["feature table", cohort(8000).length, Buffer.from(cohort(8000)), "table"],
  ["list of cases", list.length, Buffer.from(list), "list"],
  ["model file", fileOf("demo.json").length, fileOf("demo.json"), "model"],
  ["model file with Chinese words", inChinese.length, inChinese, "model"],
  ["weights of the network", fileOf("efficientnet-lite0.bin").length, fileOf("efficientnet-lite0.bin"), "weights"],
];

for (const [name, size, content, what] of KINDS)
  test(`the page's memory for reading: ${name}`, async () => {
    const thread = new Worker(new URL("../support/memory_thread.mjs", import.meta.url), {
      workerData: { what, bytes: new Uint8Array(content) },
    });
    const grown = await new Promise((resolve, reject) => thread.once("message", resolve).once("error", reject));
    const mib = (/** @type {number} */ of) => (of / 2 ** 20).toFixed(1);
    console.log(`| ${name} | ${mib(size)} | ${mib(grown)} | ${(grown / size).toFixed(2)} |`);
    const base = name === WITHOUT_BASE ? 0 : BASE;
    assert.ok(grown <= TIMES * size + base, `${grown} bytes for ${size}`);
    await thread.terminate();
  });
