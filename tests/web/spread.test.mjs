// Image types spread over workers: with one processor and with eight the page says the same, to the last digit.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { modelWith } from "../support/model_with.mjs";
import { file, image, mask } from "../support/nifti.mjs";
import { answer, fillCase, launch, openPage, useModel } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

const SETTINGS = {
  imageType: { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2] }, Square: {}, Gradient: {}, LBP2D: {} },
  setting: { binWidth: 5, label: 1 },
};
const folder = mkdtempSync(join(tmpdir(), "discern-"));
after(() => rmSync(folder, { recursive: true }));
const model = join(folder, "model.json");
writeFileSync(model, modelWith(SETTINGS));
const FILES = [
  ...["t1", "t2", "t2fs", "t1ce"].map((name, at) => file(`${name}.nii`, image(at + 1))),
  file("mask.nii", mask()),
];

/** What the page saves of a case on a machine of so many processors, and how many workers it had at a time at most. @param {number} processors */
async function analysed(processors) {
  const { page, context, errors } = await openPage(site, {}, async (context) => {
    await context.addInitScript((processors) => {
      for (const name of ["hardwareConcurrency", "deviceMemory"])
        Object.defineProperty(Navigator.prototype, name, { get: () => processors });
      const [Own, counted] = [Worker, /** @type {any} */ (globalThis)];
      const alive = new Set();
      counted.workers = 0;
      globalThis.Worker = class extends Own {
        constructor(/** @type {string | URL} */ url, /** @type {WorkerOptions | undefined} */ options) {
          super(url, options);
          counted.workers = Math.max(counted.workers, alive.add(this).size);
        }
        /** @override */
        terminate() {
          alive.delete(this);
          super.terminate();
        }
      };
    }, processors);
  });
  await useModel(page, model);
  await fillCase(page, FILES);
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  const workers = await page.evaluate(() => /** @type {number} */ (/** @type {any} */ (globalThis).workers));
  const saved = async (/** @type {string} */ name) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`button:has-text('${name}')`).click(),
    ]);
    return readFileSync(await download.path(), "utf8");
  };
  const [json, csv] = [await saved("JSON"), await saved("CSV")];
  assert.deepEqual(errors, []);
  await context.close();
  return { workers, json, csv };
}

test("one worker and eight give the same text", async () => {
  const [one, eight] = [await analysed(1), await analysed(8)];
  assert.ok(one.workers === 1 && eight.workers === 8, `${one.workers} and ${eight.workers} workers`);
  assert.ok((one.csv.split("\n")[0] ?? "").split(",").length > 4 * 1200);
  assert.equal(eight.csv, one.csv);
  assert.equal(eight.json, one.json);
});
