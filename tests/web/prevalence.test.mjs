// An answer for a place where metastases are more or less common: in the page as on the command line, digit for digit.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { MODEL, SAMPLE } from "../support/cases.mjs";
import { discern } from "../support/discern.mjs";
import { accessibility, answer, onePage } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const opened = onePage(async (page) => {
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
});
const { folder } = opened;

const named = Object.entries(SAMPLE.files).flatMap(([name, path]) => [`--${name}`, path]);
const told = (/** @type {string[]} */ ...more) =>
  discern("predict", MODEL, ...named, "--age", String(SAMPLE.age), ...more);

/** Share of metastases among the cases of the bundled model, per cent. */
const training = (100 * JSON.parse(readFileSync(MODEL, "utf8")).models[0].prevalence).toFixed(1);

/** Presses a button and gives the text of what is saved. @param {Page} page @param {string} button */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return readFileSync(await download.path(), "utf8");
}

/** Types a share, as per cent, and leaves the field. @param {Page} page @param {string} text */
async function type(page, text) {
  await page.fill("#prevalence", text);
  await page.locator("#prevalence").press("Enter");
}

/** The number that an element of the large answer shows, all digits. @param {Page} page @param {string} name */
const shown = async (page, name) =>
  Number(await page.locator(`.verdict [data-test=${name}] data`).getAttribute("value"));

test("the answer, its curves and its nomogram for another prevalence are the command line's", async () => {
  const { page, requests } = opened;
  const loaded = requests.length;
  const usual = JSON.parse(told());
  const usually = usual.models.find((/** @type {any} */ one) => one.model === "CRad-M");
  assert.equal(await shown(page, "probability"), usually.probability);
  assert.equal(await page.locator("#prevalence").getAttribute("placeholder"), `${training}\u00a0%`);
  for (const [typed, share] of /** @type {const} */ ([
    ["33.3", "0.333"],
    [" 7,25 %", "0.0725"],
    ["０．６", "0.6"],
    ["60", "0.6"],
  ])) {
    await type(page, typed);
    const note = page.locator(`.prevalence [data-test=prevalence-note][data-assumed="${share}"]`);
    await note.waitFor();
    const text = told("--prevalence", share);
    const there = JSON.parse(text);
    const one = there.models.find((/** @type {any} */ model) => model.model === "CRad-M");
    assert.equal(await note.getAttribute("data-training"), String(there.prevalence.training));
    assert.equal((await saved(page, "button:has-text('JSON')")).trim(), text.trim());
    assert.equal(await shown(page, "probability"), one.probability);
    // The model's threshold was set for its own share: no class, on the screen or on paper, could contradict the number.
    assert.equal(await page.locator("[data-test=class], [data-test=threshold], [data-test=threshold-mark]").count(), 0);
    assert.match(await page.locator(".verdict [data-test=no-class]").innerText(), new RegExp(`No class.*${training}`));
    assert.doesNotMatch((await page.locator("[data-test=report]").textContent()) ?? "", /Classed|[Cc]lass changes/);
    await page.locator("[data-test=curves-shifted]").waitFor();
    await page.locator("[data-test=contributions] [aria-pressed]:has-text('Nomogram')").click();
    const percent = `${(100 * one.probability).toFixed(1)} %`;
    await page.locator("[data-test=nomogram] figcaption", { hasText: percent }).waitFor();
    await page.locator("[data-test=contributions] [aria-pressed]:has-text('Waterfall')").click();
  }
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(requests.slice(loaded), []);
});

test("report and capsule say for which prevalence they are, and the capsule is verified", async () => {
  const { page } = opened;
  await type(page, "20");
  await page.locator('.prevalence [data-assumed="0.2"]').waitFor();
  for (const [language, words] of /** @type {const} */ ([
    ["中文", `20.0% 的机构（训练病例：${training}%）`],
    ["English", `where 20.0 % of such tumours are metastases (training cases: ${training} %)`],
  ])) {
    await page.locator(".segments button", { hasText: language }).click();
    await page.emulateMedia({ media: "print" });
    const report = await page.locator("[data-test=report]").innerText();
    assert.ok(report.replaceAll("\u00a0", " ").includes(words), report);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    assert.equal((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length, 1, "one page");
    await page.emulateMedia({ media: "screen" });
  }
  const text = await saved(page, "button:has-text('Case capsule')");
  const capsule = JSON.parse(text);
  assert.equal(capsule.prediction.prevalence.assumed, 0.2);
  assert.deepEqual(capsule.prediction, JSON.parse(told("--prevalence", "0.2")));
  const [here, there] = ["page", "line"].map((name) => join(folder, `${name}.capsule.json`));
  writeFileSync(/** @type {string} */ (here), text);
  told("--prevalence", "0.2", "--capsule", /** @type {string} */ (there));
  assert.equal(readFileSync(/** @type {string} */ (there), "utf8"), text);
  const images = Object.entries(SAMPLE.files)
    .filter(([role]) => role !== "mask")
    .map(([, path]) => path);
  assert.match(discern("verify", /** @type {string} */ (here), ...images), /^verified: \d+ values agree/);
});

test("what is no share is refused by a sentence and changes nothing; the next case is of the same place", async () => {
  const { page } = opened;
  await page.locator("button:has-text('As among the training cases')").click();
  await page.locator("[data-test=prevalence-note]").first().waitFor({ state: "detached" });
  const usual = JSON.parse(told());
  const crad = (/** @type {any} */ prediction) =>
    prediction.models.find((/** @type {any} */ one) => one.model === "CRad-M").probability;
  assert.equal(await shown(page, "probability"), crad(usual));
  for (const wrong of ["0", "1", "100", "-5", "1e1", "a few"]) {
    await type(page, wrong);
    await page.locator(".prevalence .problem", { hasText: wrong === "1" ? "1 % or 0.01" : "97 % or 0.97" }).waitFor();
    assert.equal(await page.locator("#prevalence").getAttribute("aria-invalid"), "true");
    assert.equal(await shown(page, "probability"), crad(usual));
  }
  await type(page, "90");
  await page.locator('.prevalence [data-assumed="0.9"]').waitFor();
  const before = await page.locator("[data-test=answer]").getAttribute("data-when");
  await page.locator("button:has-text('Analyse')").click();
  await page.locator(`[data-test=answer]:not([data-when="${before}"])`).waitFor();
  await page.locator('.prevalence [data-assumed="0.9"]').waitFor();
  assert.equal(await shown(page, "probability"), crad(JSON.parse(told("--prevalence", "0.9"))));
  assert.equal(await page.locator("#prevalence").inputValue(), "90\u00a0%");
});
