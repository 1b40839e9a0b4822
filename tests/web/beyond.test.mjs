// Beyond the answer: the range when the mask moves, grey levels, the printed report, the capsule and its refusals. One page with
// one answered case serves all that is asked of it.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { MODEL, SAMPLE } from "../support/cases.mjs";
import { discern } from "../support/discern.mjs";
import { file, image } from "../support/nifti.mjs";
import { accessibility, answer, cancelAt, choose, counted, drop, launch, openPage, settled } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
const folder = mkdtempSync(join(tmpdir(), "discern-"));
/** @type {Awaited<ReturnType<typeof openPage>>} */
let answered;
before(async () => {
  site = await launch();
  answered = await openPage(site);
  await answered.page.locator("button:has-text('Try the sample case')").click();
  await answer(answered.page);
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
  assert.deepEqual(answered.errors, []);
});

const named = Object.entries(SAMPLE.files).flatMap(([name, path]) => [`--${name}`, path]);

/** Presses a button and gives the text of what is saved. @param {Page} page @param {string} button */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** Pages of the report as it is printed. @param {Page} page */
async function printed(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  return (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
}

test("grey levels of the region are counted as the core counts them, and again after a stroke", async () => {
  const { page } = answered;
  await page.locator("[data-test=levels]").waitFor();
  const voxels = Number(await page.locator("[data-test=levels]").getAttribute("data-voxels"));
  await page.locator("button:has-text('Correct the mask')").click();
  await page.locator("[data-test=drawing] button[aria-label='Erase all']").click();
  await page.locator(".levels:not([data-test])").waitFor();
  await page.keyboard.press("Control+z");
  await page.locator("[data-test=levels]").waitFor();
  assert.equal(Number(await page.locator("[data-test=levels]").getAttribute("data-voxels")), voxels);
  assert.ok(Number(await page.locator("[data-test=levels]").getAttribute("data-present")) > 1);
  // Asked twice, as the drawing was changed.
  for (let press = 0; press < 2; press++)
    await page.locator("[data-test=drawing] button", { hasText: "iscard" }).click();
  await page.locator("[data-test=drawing]").waitFor({ state: "detached" });
});

test("the range when the mask moves is that of the command line, and can be read", async () => {
  const { page, requests } = answered;
  const loaded = requests.length;
  await page.locator("[data-sensitivity-of]").first().waitFor();
  const plain = discern("predict", MODEL, ...named, "--age", String(SAMPLE.age));
  const told = discern("predict", MODEL, ...named, "--age", String(SAMPLE.age), "--mask-sensitivity");
  // What a file holds is the user's word, not a matter of how far the measurement was.
  assert.equal((await saved(page, "button:has-text('JSON')")).text.trim(), plain.trim());
  await page.locator("[data-test=mask-sensitivity] input[type=checkbox]").check();
  assert.equal((await saved(page, "button:has-text('JSON')")).text.trim(), told.trim());
  const { interval, models } = JSON.parse(told);
  for (const card of await page.locator("[data-sensitivity-of]").all()) {
    const [model, classifier] = [
      await card.getAttribute("data-sensitivity-of"),
      await card.getAttribute("data-classifier"),
    ];
    const range = interval.ranges.find(
      (/** @type {any} */ one) => one.model === model && one.classifier === classifier,
    );
    assert.deepEqual(
      await card.locator("data").evaluateAll((all) => all.map((one) => Number(one.getAttribute("value")))),
      [range.low, range.high],
    );
    const own = models.find((/** @type {any} */ one) => one.model === model && one.classifier === classifier);
    assert.ok(range.low <= own.probability && own.probability <= range.high);
  }
  await counted(page.locator("[data-tried]"), 8);
  await page.locator("[data-test=mask-sensitivity] summary").click();
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(requests.slice(loaded), []);
});

test("any change ends the measurement of the range, and none of an earlier case is ever shown", async () => {
  const { page, context, errors } = await openPage(site);
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  const range = page.locator("[data-test=mask-sensitivity]");
  // Measured by itself; ended by a change of the case, and begun again when that is taken back.
  await page.fill("#age", "71");
  await page.locator("[data-test=stale]").waitFor();
  assert.notEqual(await range.getAttribute("data-state"), "busy");
  await page.fill("#age", String(SAMPLE.age));
  await page.locator("[data-sensitivity-of]").first().waitFor();
  for (const age of [71, 44]) {
    await page.fill("#age", String(age));
    await page.locator("button:has-text('Analyse')").click();
    await answer(page);
    await page.locator(".verdict [data-test=class-sensitivity] data").first().waitFor();
    const told = JSON.parse(discern("predict", MODEL, ...named, "--age", String(age), "--mask-sensitivity"));
    const { low, high } = told.interval.ranges.find(
      (/** @type {any} */ one) => one.model === "CRad-M" && one.classifier === "logistic-regression",
    );
    const shown = await page
      .locator(".verdict [data-test=class-sensitivity] data")
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));
    assert.deepEqual(shown, [low, high]);
    const mark = page.locator("[data-test=sensitivity-mark]");
    assert.deepEqual([await mark.getAttribute("data-low"), await mark.getAttribute("data-high")].map(Number), shown);
  }
  // Another share of metastases moves number and range together; a cancelled one is measured when asked.
  await page.fill("#prevalence", "90");
  await page.locator("#prevalence").press("Enter");
  await page.locator('.prevalence [data-assumed="0.9"]').waitFor();
  const there = JSON.parse(
    discern("predict", MODEL, ...named, "--age", "44", "--mask-sensitivity", "--prevalence", "0.9"),
  );
  const { low } = there.interval.ranges.find(
    (/** @type {any} */ one) => one.model === "CRad-M" && one.classifier === "logistic-regression",
  );
  await page.locator(`.verdict [data-test=class-sensitivity] data[value="${low}"]`).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("a range that was cancelled says so, and is measured when asked", async () => {
  const { page, context, errors } = await openPage(site);
  const cancelled = await cancelAt(page, "[data-test=mask-sensitivity] progress");
  await page.locator("button:has-text('Try the sample case')").click();
  await cancelled();
  await page.locator("[data-test=mask-sensitivity][data-state=left]").waitFor();
  assert.equal(await page.locator("[data-sensitivity-of]").count(), 0);
  assert.match(await page.locator(".verdict [data-test=class-sensitivity]").innerText(), /was not measured/);
  await page.locator("button:has-text('Measure the mask sensitivity')").click();
  await page.waitForFunction(() => document.activeElement?.id === "sensitivity-title");
  await page.locator("[data-sensitivity-of]").first().waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("the report is one page with answer, range, drivers, pictures and notices, in both languages", async () => {
  const { page } = answered;
  await page.locator(".panel").nth(3).waitFor();
  await page.fill("#case-id", "Case seven");
  await page.locator(".segments button", { hasText: "Nomogram" }).click();
  const onPage = await page
    .locator("[data-points] td:last-child data, [data-test=nomogram] tfoot td:last-child data")
    .evaluateAll((all) => all.map((one) => one.getAttribute("value")));
  const onPaper = await page
    .locator("[data-report-points]")
    .evaluateAll((all) => all.map((one) => one.getAttribute("data-report-points")));
  assert.ok(onPage.length > 5);
  assert.deepEqual(onPaper.sort(), onPage.sort(), "points of the nomogram, and their total");
  for (const [language, words] of /** @type {const} */ ([
    ["中文", [/Case seven/, /由模拟病例训练，不可用于临床/, /未运行本机自检/]],
    [
      "English",
      [
        /Research use, not a medical device/,
        /trained on simulated cases, not for clinical use/,
        /Case seven · \d/,
        /What drove it/,
        /Against the training cases/,
        /computed in [\d.]+\ss/,
        /self-test of this machine was not run/,
      ],
    ],
  ])) {
    await page.locator(".segments button", { hasText: language }).click();
    if (language === "中文") {
      for (const words of await page.locator("[data-tried] th").allInnerTexts()) assert.match(words, /一个体素/);
    }
    await page.emulateMedia({ media: "print" });
    const report = page.locator("[data-test=report]");
    assert.ok(await report.isVisible());
    assert.ok(!(await page.locator(".sides").isVisible()));
    const text = await report.innerText();
    for (const word of words) assert.match(text, word);
    // A picture is there once its sequence and the mask on it are loaded.
    await counted(report.locator(".shots img"), 4);
    const shots = await report.locator(".shots img").evaluateAll((all) =>
      Promise.all(
        /** @type {HTMLImageElement[]} */ (all).map(async (one) => {
          await one.decode();
          return [one.naturalWidth, one.src.slice(0, 22)];
        }),
      ),
    );
    assert.deepEqual(shots, Array(4).fill([420, "data:image/png;base64,"]));
    assert.equal(await printed(page), 1, "one page");
    await page.emulateMedia({ media: "screen" });
    assert.ok(!(await report.isVisible()));
  }
  // What was changed since the answer is said on paper too.
  const [age, t1] = [page.locator("#age"), page.locator("[data-file='sim-0601_t1.nii.gz'] select")];
  await age.fill("70");
  assert.match(
    (await page.locator("[data-test=report]").textContent()) ?? "",
    /Case seven.*The case has changed since this answer/,
  );
  await age.fill(String(SAMPLE.age));
  await t1.selectOption("none");
  await t1.selectOption("t1");
  assert.equal(await page.locator("[data-test=report-stale]").count(), 0);
  await page.locator(".panel").nth(3).waitFor();
  // The outline of the lesion is on each picture: its colour is no grey.
  const coloured = await page.locator("[data-test=report] img").evaluateAll((all) =>
    all.map((one) => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 420;
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      pen.drawImage(/** @type {HTMLImageElement} */ (one), 0, 0);
      const { data } = pen.getImageData(0, 0, 420, 420);
      let found = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) - (data[at + 2] ?? 0) > 100) found++;
      return found;
    }),
  );
  for (const pixels of coloured) assert.ok(pixels > 50, `${coloured}`);
});

test("a self-test is printed: a line on the report's page, every value after it", async () => {
  const { page } = answered;
  await page.locator(".screens a[href='#/machine']").click();
  await page.locator("[data-test=selftest] button").click();
  await page.locator("[data-test=selftest-done]").waitFor();
  const checks = await page
    .locator("[data-check]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-check")));
  await page.locator(".screens a[href='#/case']").click();
  assert.match(
    (await page.locator("[data-test=report-selftest]").textContent()) ?? "",
    /98 of 98 features agree; Bundled case: (\d+) of \1 numbers are the same/,
  );
  const rows = await page
    .locator("[data-printed]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-printed")));
  assert.deepEqual(rows, checks);
  await page.emulateMedia({ media: "print" });
  const pages = await printed(page);
  assert.ok(pages >= 2 && pages <= 4, `${pages} pages`);
  const top = await page.locator(".report-test").evaluate((one) => one.getBoundingClientRect().top);
  assert.ok(top > 0);
  await page.emulateMedia({ media: "screen" });
});

test("a capsule with its range agrees to the last digit here and on the command line; a changed one and other images are refused", async () => {
  const { name, text } = await saved(answered.page, "button:has-text('Case capsule')");
  assert.equal(name, "Case-seven-discern-case.capsule.json", "with the case ID that was typed");
  assert.doesNotMatch(text, /sim-0601|\.nii|seven/);
  assert.match(text, /"interval":\{"method":"mask-perturbation"/);
  const path = join(folder, name);
  writeFileSync(path, text);
  const images = Object.entries(SAMPLE.files)
    .filter(([role]) => role !== "mask")
    .map(([, path]) => path);
  assert.match(discern("verify", path, ...images.toReversed()), /^verified: \d+ values agree/);

  await answered.context.close();
  // Dropped among models it is a capsule all the same.
  const { page, context, requests, errors } = await openPage(site);
  const loaded = requests.length;
  await page.locator(".screens a[href='#/models']").click();
  await page.locator("main[data-screen=models]").waitFor();
  await drop(page, [path, ...images]);
  const verdict = page.locator("[data-test=capsule-verdict]");
  await verdict.waitFor();
  assert.deepEqual(
    [await verdict.getAttribute("data-agrees"), await verdict.getAttribute("data-differ")],
    ["true", "0"],
  );
  assert.ok(Number(await verdict.getAttribute("data-compared")) > 400);
  await counted(page.locator(".file"), 4, "the capsule is no image");
  const chip = page.locator("[data-slot=mask]");
  assert.match((await chip.textContent()) ?? "", /Mask\s*in the capsule/);
  assert.ok(await chip.evaluate((one) => one.classList.contains("filled")));
  assert.deepEqual(await accessibility(page), []);

  const changed = text.replace(/"age_years":[\d.]+/, '"age_years":99.0');
  assert.notEqual(changed, text);
  await choose(page, [file("changed.capsule.json", changed)]);
  const problem = page.locator("[data-test=capsule-problem]");
  await problem.waitFor();
  assert.match(await problem.innerText(), /changed after it was sealed/);
  await counted(page.locator(".file"), 4);

  // Wherever the page was, the verdict comes into view and is said.
  await page.evaluate(() => scrollTo(0, 100_000));
  await choose(page, [file(name, text)]);
  await verdict.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "capsule-title");
  const [seen, window] = [await verdict.boundingBox(), page.viewportSize()];
  assert.ok(seen && window && seen.y > 0 && seen.y + 40 < window.height, JSON.stringify(seen));
  await page.locator("[data-test=announced-capsule]", { hasText: /Every digit agrees/ }).waitFor({ state: "attached" });
  await page.locator(".file button[aria-label^='Remove sim-0601_t2.nii.gz']").click();
  await choose(page, [file("other_T2.nii", image(2))]);
  await settled(page);
  await page.locator("button:has-text('Compute again and compare')").click();
  await problem.waitFor();
  assert.match(await problem.innerText(), /T2[\s\S]*24, 24, 12\] voxels instead of/);
  assert.deepEqual(requests.slice(loaded), []);
  // One without its images waits for them, and is compared when the last one is there.
  await page.locator("button:has-text('Clear')").click();
  await choose(page, [file(name, text)]);
  await page.locator("[data-test=capsule][data-state=opened]").waitFor();
  await choose(page, images.slice(1));
  await settled(page);
  assert.equal(await page.locator("[data-test=capsule]").getAttribute("data-state"), "opened");
  await choose(page, images.slice(0, 1));
  await verdict.waitFor();
  assert.equal(await verdict.getAttribute("data-agrees"), "true");
  assert.deepEqual(errors, []);
  await context.close();
});

test("a capsule with deep features is computed again with the network, and agrees", async () => {
  const { page, context, errors } = await openPage(site);
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  await page.locator(".choice .segments button:has-text('DRad-M')").click();
  await page.locator(".verdict[data-model=DRad-M]").waitFor();
  const { name, text } = await saved(page, "button:has-text('Case capsule')");
  await choose(page, [file(name, text)]);
  const verdict = page.locator("[data-test=capsule-verdict]");
  await verdict.waitFor();
  assert.deepEqual(
    [await verdict.getAttribute("data-agrees"), await verdict.getAttribute("data-differ")],
    ["true", "0"],
  );
  assert.ok(Number(await verdict.getAttribute("data-compared")) > 4 * 1280, "every deep feature of every sequence");
  assert.deepEqual(errors, []);
  await context.close();
  // Where the network is not here yet, it is asked for by a person and not by a drop.
  const anew = await openPage(site);
  const loaded = anew.requests.length;
  const sample = Object.entries(SAMPLE.files).flatMap(([role, path]) => (role === "mask" ? [] : [path]));
  await choose(anew.page, sample);
  await choose(anew.page, [file(name, text)]);
  await anew.page.locator("[data-test=capsule][data-state=opened]").waitFor();
  await settled(anew.page);
  assert.equal(await anew.page.locator("[data-test=capsule]").getAttribute("data-state"), "opened");
  assert.deepEqual(anew.requests.slice(loaded), []);
  await anew.page.locator("button:has-text('Compute again and compare'):enabled").click();
  await anew.page.locator("[data-test=capsule-verdict][data-agrees=true]").waitFor({ timeout: 240_000 });
  await anew.context.close();
});
