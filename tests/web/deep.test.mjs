// Deep features in a real browser's worker: the GPU's numbers are the CPU's, and every way of not having a GPU ends
// on the CPU with a reason. Chromium's GPU here is an emulation; it computes right, and slowly.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { chromium as engine } from "playwright-core";
import { chromium, FLAGS } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { limited } from "../support/gpu.mjs";
import { image, mask } from "../support/nifti.mjs";

const WORKER = `
import * as core from "/pkg/discern.js";
onmessage = async ({ data }) => {
  await core.default({ module_or_path: "/pkg/discern_bg.wasm" });
  const weights = new Uint8Array(await (await fetch("/models/efficientnet-lite0.bin")).arrayBuffer());
  const deep = await new core.Network(weights).open(data.wish);
  const scan = (bytes) => new core.Scan(new File([Uint8Array.from(bytes)], "scan"), []);
  const steps = [];
  deep.prepare(new core.Scans(scan(data.image), scan(data.mask), 1), data.options);
  const found = core.join_deep([await deep.measure(0, 1, (...step) => steps.push(step))]);
  postMessage({ report: deep.report(), found, steps });
};`;

const FILES = /** @type {Record<string, [string, () => Buffer | string]>} */ ({
  "/": ["text/html", () => "<!doctype html><title>deep</title>"],
  "/worker.js": ["text/javascript", () => WORKER],
  "/pkg/discern.js": ["text/javascript", () => readFileSync(join(root, "pkg/discern.js"))],
  "/pkg/discern_bg.wasm": ["application/wasm", () => readFileSync(join(root, "pkg/discern_bg.wasm"))],
  "/models/efficientnet-lite0.bin": [
    "application/octet-stream",
    () => readFileSync(join(root, "models/efficientnet-lite0.bin")),
  ],
});

/**
 * Deep features of a made-up scan for each wish, in a browser with these flags; a script may change the worker's GPU.
 * @param {string[]} args @param {string[]} wishes @param {string} [script]
 */
async function deep(args, wishes, script = "") {
  const server = createServer((request, response) => {
    const [type, content] = FILES[request.url ?? ""] ?? ["text/plain", () => ""];
    const before = request.url === "/worker.js" ? `{ ${script} }\n` : "";
    response.writeHead(200, { "Content-Type": type }).end(before === "" ? content() : before + content());
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await engine.launch({ executablePath: await chromium(), args });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const results = [];
  for (const wish of wishes) {
    const options = { slices: "all", taps: ["reduction_2", "head"] };
    const message = { wish, options, image: [...image(1)], mask: [...mask()] };
    results.push(
      await page.evaluate(
        (data) =>
          new Promise((resolve, reject) => {
            const worker = new Worker("/worker.js", { type: "module" });
            worker.onmessage = (event) => resolve(event.data);
            worker.onerror = (event) => reject(new Error(event.message));
            worker.postMessage(data);
          }),
        message,
      ),
    );
  }
  await browser.close();
  server.close();
  return /** @type {any[]} */ (results);
}

test("the GPU's deep features are the CPU's, and an emulated GPU is left alone unless wished for", async () => {
  const [cpu, gpu, automatic] = await deep(FLAGS, ["cpu", "gpu", "automatic"]);
  assert.equal(cpu.report.engine, "cpu");
  assert.equal(gpu.report.engine, "webgpu", JSON.stringify(gpu.report));
  assert.equal(automatic.report.engine, "cpu");
  assert.equal(automatic.report.why, "emulated");
  assert.equal(cpu.found.features.length, 24 + 1280);
  assert.deepEqual(automatic.found, cpu.found);
  assert.notDeepEqual(gpu.found, cpu.found, "the GPU has other last digits: without them it did not run");
  for (const [index, [name, value]] of gpu.found.features.entries()) {
    const [expected, reference] = cpu.found.features[index];
    assert.equal(name, expected);
    assert.ok(Math.abs(value - reference) <= 1e-4, `${name}: ${value} on the GPU, ${reference} on the CPU`);
  }
  assert.ok(cpu.steps.length > 2 && gpu.steps.length > 1);
});

test("without a GPU the CPU computes, and says why", async () => {
  const flags = FLAGS.filter((flag) => flag !== "--enable-unsafe-webgpu");
  const [result] = await deep(flags, ["gpu"]);
  assert.equal(result.report.engine, "cpu");
  assert.equal(result.report.problem?.code, "no-adapter");
  assert.equal(result.found.features.length, 24 + 1280);
});

test("an adapter with the smallest limits computes the same; one with less is left for the CPU", async () => {
  const [cpu, least] = await deep(FLAGS, ["cpu", "gpu"], limited({}));
  assert.equal(least.report.engine, "webgpu", JSON.stringify(least.report));
  for (const [index, [name, value]] of least.found.features.entries()) {
    const difference = Math.abs(value - cpu.found.features[index][1]);
    assert.ok(difference <= 1e-4, `${name} differs by ${difference}`);
  }
  // Less than the standard promises: room for the weights and two images at a time, then for not even the weights.
  const [narrow] = await deep(
    FLAGS,
    ["gpu"],
    limited({ maxStorageBufferBindingSize: 14_000_000, maxBufferSize: 14_000_000 }),
  );
  assert.equal(narrow.report.engine, "webgpu", JSON.stringify(narrow.report));
  const [none] = await deep(FLAGS, ["gpu"], limited({ maxStorageBufferBindingSize: 8_000_000 }));
  assert.deepEqual([none.report.engine, none.report.why], ["cpu", "unavailable"]);
  assert.deepEqual(none.report.problem, { code: "buffers-too-small", values: { most: 8_000_000 } });
  assert.deepEqual(none.found, cpu.found);
});
