// DRad-M in the page: deep features are computed where the model needs them, on the engine that was chosen and can be
// trusted, and the numbers are the command line's.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { predict, SAMPLE } from "../support/cases.mjs";
import { modelFile, WEIGHTS } from "../support/deep_model.mjs";
import { discern } from "../support/discern.mjs";
import { losing, NONE, REAL, SILENT, WRONG_KERNEL } from "../support/gpu.mjs";
import { file, image, mask } from "../support/nifti.mjs";
import {
  accessibility,
  answer,
  cancelAt,
  choose,
  fillCase,
  launch,
  only,
  openPage,
  settled,
  TARGET,
  useModel,
} from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
const DEEP = modelFile(true);
before(async () => (site = await launch()));
after(() => site.close());

/** The page waits 10 s for a graphics card that is silent; a machine under load may take longer to emulate one. */
function patient() {
  const own = setTimeout;
  const longer = (/** @type {TimerHandler} */ then, /** @type {number} */ ms) =>
    own(then, ms === 10_000 ? 600_000 : ms);
  globalThis.setTimeout = /** @type {any} */ (longer);
}

/**
 * The page with another model, and, if wished, other weights or a script in front of its workers.
 * @typedef {import("playwright-core").BrowserContext} Context
 * @param {{ model?: string, weights?: (route: import("playwright-core").Route) => Promise<void>, worker?: string, prepare?: (context: Context) => Promise<void> }} wish
 */
async function open({ model = DEEP, weights, worker, prepare: more }) {
  const prepare = async (/** @type {Context} */ context) => {
    await more?.(context);
    if (weights) await context.route(/\/assets\/efficientnet[^/]*\.bin$/, weights);
    if (worker !== SILENT) await context.addInitScript(patient);
    if (worker === undefined) return;
    await context.addInitScript((script) => {
      const Plain = Blob;
      globalThis.Blob = class extends Plain {
        constructor(
          /** @type {BlobPart[] | undefined} */ parts = [],
          /** @type {BlobPropertyBag | undefined} */ options,
        ) {
          super(options?.type?.includes("javascript") ? [script, ...parts] : parts, options);
        }
      };
    }, `{ ${worker} }\n`);
  };
  const opened = await openPage(site, {}, prepare);
  // A site has fetched all of its files by now, to keep them.
  const kept = TARGET === "site" ? opened.requests.length : 0;
  await useModel(opened.page, model);
  return {
    ...opened,
    weightsAsked: () =>
      opened.requests.slice(kept).filter((url) => /\/assets\/efficientnet[^/]*\.bin$/.test(url)).length,
  };
}

/** Four small images and a mask. */
const FILES = [
  ...["t1", "t2", "t2fs", "t1ce"].map((name, at) => file(`${name}.nii`, image(at + 1))),
  file("mask.nii", mask()),
];

/** Chooses the model with deep features, after an answer. @param {import("playwright-core").Page} page */
const askDeep = (page) => page.locator(".choice .segments button:has-text('DRad-M')").click();

/** Opens the choice of the engine, under an answer; what it says of where deep features would be computed. @param {import("playwright-core").Page} page @param {string} [engine] chosen there */
async function expected(page, engine) {
  await page.locator("[data-test=engine-choice] summary").click();
  if (engine) await page.selectOption("#engine", engine);
  const told = page.locator("[data-test=expected]");
  await told.waitFor();
  return Promise.all(["data-engine", "data-why"].map((name) => told.getAttribute(name)));
}

/** Analyses the small case on an engine; what the page says of it. @param {import("playwright-core").Page} page @param {string} engine */
async function analyse(page, engine) {
  await fillCase(page, FILES);
  assert.equal(await page.locator("#engine").count(), 0, "before a model needs it, no engine is asked for");
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  const foreseen = await expected(page, engine);
  await askDeep(page);
  await page.locator(".verdict[data-model=DRad-M]").waitFor();
  const used = page.locator("[data-test=engine]");
  const probability = await page
    .locator("[data-model=DRad-M] [data-test=probability] data")
    .first()
    .getAttribute("value");
  return {
    foreseen,
    engine: await used.getAttribute("data-engine"),
    why: await used.getAttribute("data-why"),
    text: await used.innerText(),
    probability: Number(probability),
  };
}

/** How often the page asks for its weights: one file has them inside. */
const ASKED = TARGET === "file" ? 0 : 1;

test("the sample case gets the command line's DRad-M when it is chosen, and the network's weights are loaded then", async () => {
  const { page, context, requests, weightsAsked, errors } = await open({});
  const loaded = requests.length;
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  assert.equal(await page.locator(".verdict").getAttribute("data-model"), "CRad-M");
  assert.equal(await page.locator("[data-test=engine]").count(), 0);
  assert.deepEqual([weightsAsked(), requests.length], [0, loaded], "nobody asked for the network");
  await askDeep(page);
  await page.locator("[data-test=engine]").waitFor();
  assert.deepEqual([weightsAsked(), requests.length], [ASKED, loaded + ASKED], "its weights and nothing else");
  assert.equal(await page.locator("[data-test=engine]").getAttribute("data-why"), "emulated");
  const models = page.locator(".choice .segments button");
  assert.deepEqual(await models.allInnerTexts(), ["Rad-M", "DRad-M", "CRad-M"]);
  assert.equal(await page.locator(".verdict").getAttribute("data-model"), "DRad-M");
  await page.locator("[data-test=timing] summary").click();
  const rows = await page.locator("[data-test=timing] tbody tr").allInnerTexts();
  assert.equal(rows.length, 4);
  for (const row of rows) assert.match(row, /\d+\.\d\d\ss\s+\d+\.\d\d\ss\s+\d+$/);
  const saved = async (/** @type {string} */ name) => {
    const download = page.waitForEvent("download");
    await page.locator(`button:has-text('${name}')`).click();
    return readFileSync(await (await download).path(), "utf8");
  };
  assert.equal((await saved("JSON")).trim(), predict(SAMPLE.files, SAMPLE.age, 1, DEEP, "--deep").trim());
  const [header = [], row = []] = (await saved("CSV")).split("\n").map((line) => line.split(","));
  const settings = join(mkdtempSync(join(tmpdir(), "discern-deep-")), "one.yaml");
  writeFileSync(settings, "featureClass: {shape: [MeshVolume]}");
  const args = ["extract", SAMPLE.files.t2, SAMPLE.files.mask, "--params", settings, "--deep", "--format", "csv"];
  const told = discern(...args);
  const [names = "", values = ""] = told.split("\n");
  const deep = names
    .split(",")
    .map((name, at) => [name, at])
    .filter(([name]) => String(name).startsWith("cnn_"));
  assert.equal(deep.length, 1280);
  // Settings stand in the second line as quoted JSON before them; deep features are the last cells.
  const last = values.split(",").slice(-1280);
  const own = deep.map(([name]) => row[header.indexOf(`t2_${name}`)]);
  assert.deepEqual(own, last);
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a model without deep features loads no network and offers no engine", async () => {
  const { page, context, weightsAsked } = await open({ model: modelFile(false) });
  await fillCase(page, FILES);
  assert.equal(await page.locator("#engine").count(), 0);
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  assert.equal(await page.locator("[data-test=engine]").count(), 0);
  assert.equal(weightsAsked(), 0);
  await context.close();
});

test("a model file with deep features that is opened after a case was answered gets the network's weights then", async () => {
  const { page, context, requests, weightsAsked, errors } = await open({ model: modelFile(false) });
  await choose(page, Object.values(SAMPLE.files));
  await settled(page);
  await page.fill("#age", String(SAMPLE.age));
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  const loaded = requests.length;
  await useModel(page, DEEP);
  assert.equal(requests.length, loaded, "opening a model file asks for nothing");
  assert.equal(await page.locator("[data-test=stale]").count(), 0, "the case is answered anew by what fits it");
  await askDeep(page);
  await page.locator(".verdict[data-model=DRad-M]").waitFor();
  assert.deepEqual([weightsAsked(), requests.length], [ASKED, loaded + ASKED], "its weights and nothing else");
  const download = page.waitForEvent("download");
  await page.locator("button:has-text('JSON')").click();
  const saved = readFileSync(await (await download).path(), "utf8");
  assert.equal(saved.trim(), predict(SAMPLE.files, SAMPLE.age, 1, DEEP, "--deep").trim());
  assert.deepEqual(errors, []);
  await context.close();
});

test("the GPU is used where it is wished for and right, and the CPU where it is lost or wrong; the page says so", async () => {
  /** @type {{ probability: number } | undefined} */
  let cpu;
  for (const [engine, worker, foreseen, used, why, words] of /** @type {const} */ ([
    ["cpu", "", ["cpu", "chosen"], "cpu", "chosen", /chosen/],
    ["gpu", "", ["webgpu", "agrees"], "webgpu", "agrees", /agree/],
    ["automatic", REAL, ["webgpu", "agrees"], "webgpu", "agrees", /agree/],
    ["gpu", losing(2), ["webgpu", "agrees"], "cpu", "lost", /stopped on the way/],
    ["gpu", WRONG_KERNEL, ["cpu", "differs"], "cpu", "differs", /differ/],
  ])) {
    const { page, context, errors } = await open({ worker });
    const found = await analyse(page, engine);
    assert.deepEqual(found.foreseen, foreseen, worker);
    assert.deepEqual([found.engine, found.why], [used, why], found.text);
    assert.match(found.text, words);
    cpu ??= found;
    const tolerance = used === "webgpu" ? 1e-4 : engine === "cpu" || why === "differs" ? 0 : 1e-4;
    assert.ok(
      Math.abs(found.probability - cpu.probability) <= tolerance,
      `${found.probability} and ${cpu.probability}`,
    );
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test("the page says at its start where deep features would be computed and why, without the weights", async () => {
  for (const [worker, told, words] of /** @type {const} */ ([
    ["", ["cpu", "emulated"], /emulated by software/],
    [NONE, ["cpu", "unavailable"], /No graphics card can be used/],
    [REAL, ["webgpu", "agrees"], /graphics card.*agree.*Largest difference: \d/],
    [REAL + WRONG_KERNEL, ["cpu", "differs"], /left alone.*differ/],
  ])) {
    const { page, context, weightsAsked, errors } = await open({ worker });
    await page.locator('.screens a[href="#/machine"]').click();
    const found = page.locator("[data-test=expected]");
    await found.waitFor();
    assert.deepEqual([await found.getAttribute("data-engine"), await found.getAttribute("data-why")], told);
    assert.match(await found.innerText(), words);
    assert.equal(weightsAsked(), 0);
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test("a graphics card that never answers keeps no case waiting", async () => {
  const { page, context } = await open({
    worker: SILENT,
    prepare: async (context) =>
      void (await context.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 1 }),
      )),
  });
  await fillCase(page, FILES);
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  assert.deepEqual(await expected(page), ["cpu", "silent"]);
  await context.close();
});

test("a capsule with deep features agrees in the page and on the command line: to the last digit, or as near as a graphics card comes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "discern-deep-"));
  const images = FILES.slice(0, 4).map(({ name, buffer }) => {
    writeFileSync(join(folder, name), buffer);
    return join(folder, name);
  });
  // The last: one sequence on the graphics card, the others on the processor.
  for (const [engine, worker, why, near] of /** @type {const} */ ([
    ["cpu", "", "chosen", 0],
    ["gpu", "", "agrees", 1],
    ["gpu", losing(3), "lost", 1],
  ])) {
    const { page, context, requests, errors } = await open({ worker });
    assert.equal((await analyse(page, engine)).why, why);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("button:has-text('Case capsule')").click(),
    ]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    const told = discern("verify", path, ...images);
    assert.match(told, /^verified: \d+ values agree/);
    assert.equal(
      (told.match(/deep features of a graphics card are those of this processor/g) ?? []).length,
      near,
      told,
    );
    const loaded = requests.length;
    await choose(page, [path]);
    const verdict = page.locator("[data-test=capsule-verdict]");
    await verdict.waitFor();
    assert.deepEqual(
      [await verdict.getAttribute("data-agrees"), await verdict.getAttribute("data-differ")],
      ["true", "0"],
    );
    assert.equal(await page.locator("[data-test=capsule-near]").count(), near);
    assert.equal(requests.length, loaded, "the weights are here");
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test("deep features can be cancelled, and the answer without them stays", async () => {
  const { page, context } = await open({});
  await choose(page, Object.values(SAMPLE.files));
  await settled(page);
  await page.fill("#age", "50");
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  const cancelled = await cancelAt(page, ".track", { text: "Deep features" });
  await askDeep(page);
  await cancelled();
  await answer(page);
  assert.equal(await page.locator(".verdict").getAttribute("data-model"), "CRad-M");
  await context.close();
});

test("weights that cannot be had, are cut short or are altered are named, and the answer without them stays", {
  skip: only("served"),
}, async () => {
  const whole = readFileSync(WEIGHTS);
  const altered = Buffer.from(whole);
  altered.writeUInt8(altered.readUInt8(2_000_000) ^ 1, 2_000_000);
  for (const [weights, words] of /** @type {[(route: import("playwright-core").Route) => Promise<void>, RegExp][]} */ ([
    [(route) => route.fulfill({ status: 404, body: "" }), /weights of the network.*404/s],
    [(route) => route.fulfill({ body: whole.subarray(0, 1_000_000) }), /cut short or altered/],
    [(route) => route.fulfill({ body: altered }), /cut short or altered/],
  ])) {
    const { page, context } = await open({ weights });
    await fillCase(page, FILES);
    await page.locator("button:has-text('Analyse')").click();
    await answer(page);
    await askDeep(page);
    const refused = page.locator("[data-test=refused]");
    await refused.waitFor();
    assert.match(await refused.innerText(), words);
    assert.equal(await page.locator(".verdict").getAttribute("data-model"), "CRad-M");
    await context.close();
  }
});
