// Whole cases on the page: the numbers it shows are those of `discern predict` for the same files, digit for digit.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { filesOf, predict, SAMPLE, shared } from "../support/cases.mjs";
import { file, image, mask } from "../support/nifti.mjs";
import { answer, cancelAt, clear, counted, drop, fillCase, launch, openPage, settled } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {Awaited<ReturnType<typeof openPage>>} */
let opened;
before(async () => {
  site = await launch();
  opened = await openPage(site);
});
after(() => site.close());

/** The page that serves one case after another, with nothing entered. */
async function empty() {
  await clear(opened.page);
  return opened;
}

/** Numbers of every model as they stand in the page. @param {import("playwright-core").Page} page */
const shown = (page) =>
  page.locator("[data-test=answer] [data-model]").evaluateAll((cards) =>
    cards.map((card) => {
      const number = (/** @type {string} */ name) =>
        Number(card.querySelector(`[data-test=${name}] data`)?.getAttribute("value"));
      const { model, classifier } = /** @type {HTMLElement} */ (card).dataset;
      return {
        model,
        classifier,
        probability: number("probability"),
        threshold: number("threshold"),
        class: card.querySelector("[data-test=class]")?.textContent,
      };
    }),
  );

/** Contributions of the model that is taken apart, by feature. @param {import("playwright-core").Page} page */
const contributions = (page) =>
  page
    .locator(".waterfall tbody [data-step]")
    .evaluateAll((rows) =>
      rows.map((row) => [
        /** @type {HTMLElement} */ (row).dataset["step"],
        ...[...row.querySelectorAll("data")].map((data) => Number(data.getAttribute("value"))),
      ]),
    );

/** Chooses which answer is shown large. @param {import("playwright-core").Page} page @param {{ model: string, classifier: string }} wanted */
async function choose(page, { model, classifier }) {
  await page.locator(".choice button", { hasText: new RegExp(`^${model}$`) }).click();
  await page.locator("#classifier").selectOption(classifier);
  await page.locator(`.verdict[data-model="${model}"][data-classifier="${classifier}"]`).waitFor();
}

/** The page's numbers against the command line's. @param {import("playwright-core").Page} page @param {string} json */
async function sameNumbers(page, json) {
  const told = JSON.parse(json);
  const key = (/** @type {any} */ answer) => `${answer.model} ${answer.classifier}`;
  const wanted = told.models.map((/** @type {any} */ { model, classifier, probability, threshold, class: name }) => ({
    model,
    classifier,
    probability,
    threshold,
    class: name,
  }));
  const order = (/** @type {any} */ a, /** @type {any} */ b) => key(a).localeCompare(key(b));
  assert.deepEqual((await shown(page)).sort(order), wanted.sort(order));
  const all = page.locator("button:has-text('Show all')");
  const own = told.models.filter((/** @type {any} */ answer) => !answer.baseline);
  for (const model of own.filter((/** @type {any} */ { classifier }) =>
    ["logistic-regression", "random-forest"].includes(classifier),
  )) {
    await choose(page, model);
    if (await all.count()) await all.click();
    assert.equal(await page.locator("[data-test=method]").getAttribute("data-method"), model.explanation);
    const parts = [...model.contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    assert.deepEqual(
      await contributions(page),
      parts.map((part) => [part.feature, part.value, part.contribution]),
    );
    if (parts.length === 0) continue;
    const [base, sum] = await page
      .locator(".waterfall .end data")
      .evaluateAll((ends) => ends.map((end) => Number(end.getAttribute("value"))));
    assert.deepEqual([base, sum], [model.base, model.logit]);
    const added = parts.reduce((total, { contribution }) => total + contribution, model.base);
    assert.ok(Math.abs(added - model.logit) < 1e-9, `${added} adds up to ${model.logit}`);
  }
  const saved = page.waitForEvent("download");
  await page.locator("button:has-text('JSON')").click();
  assert.equal(readFileSync(await (await saved).path(), "utf8").trim(), json.trim());
}

/** Notices that must be in sight. @param {import("playwright-core").Page} page */
async function notices(page) {
  const notice = await page.locator(".notice").innerText();
  assert.match(notice, /not a medical device/);
  assert.match(notice, /trained on simulated cases, not for clinical use/);
  assert.match(
    await page.locator("[data-test=model-notice]").innerText(),
    /trained on simulated cases, not for clinical use/i,
  );
}

test("the sample case gives the command line's numbers", async () => {
  const { page, requests, errors } = await empty();
  const loaded = requests.length;
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  await sameNumbers(page, predict(SAMPLE.files, SAMPLE.age));
  await notices(page);
  const saved = page.waitForEvent("download");
  await page.locator("button:has-text('CSV')").click();
  const [header = "", row = ""] = readFileSync(await (await saved).path(), "utf8").split("\n");
  assert.equal(header.split(",").length, row.split(",").length);
  const shownValue = await page
    .locator('[data-feature="original_glcm_JointEntropy"] data')
    .first()
    .getAttribute("value");
  assert.equal(Number(row.split(",")[header.split(",").indexOf("t1_original_glcm_JointEntropy")]), Number(shownValue));
  await page.fill("input[type=search]", "joint entropy");
  await counted(page.locator(".features tbody tr"), 1);
  assert.deepEqual(requests.slice(loaded), []);
  assert.deepEqual(errors, []);
});

for (const [name, folder] of [
  ["one grid", "cases/brain_met"],
  ["four oblique grids, one mask", "cases/brain_native"],
]) {
  test(`a real case on ${name} gives the command line's numbers`, async (context) => {
    const path = shared(folder ?? "");
    if (!path) return context.skip(`no ../shared/${folder}`);
    const { page, requests, errors } = await empty();
    const loaded = requests.length;
    await drop(page, [path]);
    await page.locator(".file").nth(4).waitFor();
    await settled(page);
    // FLAIR is no fat-suppressed T2: that it stands for one here is said by hand.
    const flair = page.locator("[data-file$='flair.nii.gz']");
    assert.match(await flair.locator("[data-test=why]").innerText(), /FLAIR makes fluid dark and not fat/);
    await flair.locator("select").selectOption("t2fs");
    await page.fill("#age", "58");
    await page.locator("button:has-text('Analyse')").click();
    await answer(page);
    await sameNumbers(page, predict(filesOf(path, "flair"), 58));
    if (folder === "cases/brain_native") {
      assert.match(await page.locator("[data-test=warnings]").innerText(), /mask/);
    }
    assert.deepEqual(requests.slice(loaded), []);
    assert.deepEqual(errors, []);
  });
}

for (const { name, label, voxels, drawn = `${name}_mask` } of [
  { name: "cervical_t2", label: 1, voxels: 163 },
  { name: "sagittal_t2", label: 6, voxels: 0 },
  { name: "lumbar_t2", label: 3, voxels: 0, drawn: "lumbar_t2_mask_labels" },
]) {
  test(`spine image ${name}: labels are listed, the numbers are the command line's`, async (context) => {
    const [scan, labels] = [shared(`cases/spine/${name}.nii.gz`), shared(`cases/spine/${drawn}.nii.gz`)];
    if (!scan || !labels) return context.skip("no ../shared/cases/spine");
    const folder = mkdtempSync(join(tmpdir(), "discern-"));
    const files = { ...filesOf(folder), mask: labels };
    // One sequence is all there is: it stands in for all four, packed at other times, as a copy would be left out.
    const packed = readFileSync(scan);
    for (const [at, sequence] of ["t1", "t2", "t2fs", "t1ce"].entries()) {
      packed.writeUInt32LE(1 + at, 4); // MTIME of the gzip header
      writeFileSync(join(folder, `${sequence}.nii.gz`), packed);
    }
    const { page, errors } = await empty();
    await fillCase(page, Object.values(files));
    if (voxels) assert.match(await page.locator(".files").innerText(), new RegExp(`${voxels} voxels`));
    else {
      const choice = page.locator("#label option", { hasText: new RegExp(`^${label} \\(`) });
      await page.locator("#label").selectOption(await choice.innerText());
    }
    await page.locator("button:has-text('Analyse')").click();
    await answer(page);
    await sameNumbers(page, predict(files, 61, label));
    assert.deepEqual(errors, []);
    rmSync(folder, { recursive: true });
  });
}

test("cancel ends a running analysis at once, and the next one gives the same answer", async () => {
  const { page, errors } = await empty();
  const large = [96, 96, 48];
  await fillCase(page, [
    file("T1.nii", image(1, large)),
    file("T2.nii", image(2, large)),
    file("T2_fs.nii", image(3, large)),
    file("T1_ce.nii", image(4, large)),
    file("mask.nii", mask(large)),
  ]);
  const analyse = page.locator("button:has-text('Analyse')");
  const cancelled = await cancelAt(page, ".track", { file: "late_T1.nii" });
  await analyse.click();
  await cancelled();
  await page.locator("[data-test=drop-refused]", { hasText: "The files were not taken in" }).waitFor();
  await analyse.waitFor();
  assert.equal(await page.locator("[data-test=answer]").count(), 0);
  await counted(page.locator(".file"), 5);
  assert.equal(await page.locator("#age").inputValue(), "61");
  // The driver hears of a worker's end a moment later.
  for (let wait = 0; page.workers().length > 0 && wait < 500; wait++) await page.waitForTimeout(20);
  assert.equal(page.workers().length, 0);
  await analyse.click();
  await answer(page);
  assert.deepEqual(errors, []);
});

test("a mask of one voxel is refused with a clear message and the rest is kept", async () => {
  const { page, errors } = await empty();
  const one = mask([24, 24, 12], (x, y, z) => (x === 12 && y === 12 && z === 6 ? 1 : 0));
  await fillCase(page, [
    file("T1.nii", image(1)),
    file("T2.nii", image(2)),
    file("T2_fs.nii", image(3)),
    file("T1_ce.nii", image(4)),
    file("mask.nii", one),
  ]);
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=failure] [data-code=single-voxel]").waitFor();
  await counted(page.locator(".file"), 5);
  assert.equal(await page.locator("#age").inputValue(), "61");
  assert.deepEqual(errors, []);
});
