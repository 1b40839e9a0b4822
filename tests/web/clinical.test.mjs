// Clinical inputs in the page: fields made of the model file, checked while they are typed, in both languages and by keyboard;
// the answer is the command line's.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";
import { predict, SAMPLE } from "../support/cases.mjs";
import { CLINICAL, clinicalModel } from "../support/clinical_model.mjs";
import { accessibility, answer, choose, launch, openPage, settled, useModel } from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "discern-"));
/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {string} */
let model;
before(async () => {
  site = await launch();
  model = clinicalModel(folder);
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

test("numbers are read by the core's table", async () => {
  const path = join(root, "www/core/clinical.ts");
  const { module } = await runnerImport(path, { configFile: false, root, logLevel: "error" });
  const { input, texts } = JSON.parse(readFileSync(join(root, "tests/support/clinical.json"), "utf8"));
  assert.ok(texts.length > 25);
  for (const [text, expected] of texts) assert.equal(module["readClinical"](input, text), expected, `“${text}”`);
});

test("a case is answered with its clinical inputs, as by the command line", async () => {
  const { page, context, errors } = await openPage(site, { acceptDownloads: true });
  await useModel(page, model);
  await choose(page, Object.values(SAMPLE.files));
  await settled(page);
  await page.fill("#age", String(SAMPLE.age));
  const field = (/** @type {string} */ label) => page.getByLabel(label, { exact: true });
  await field("ALP, U/L").fill("9000");
  assert.equal(await field("ALP, U/L").getAttribute("aria-invalid"), "true");
  await page.locator("button:has-text('Analyse')").click();
  const told = await page.locator("[data-test=missing]").innerText();
  assert.match(told, /ALP, U\/L must be a number from 0 to 5000\sU\/L/);
  assert.match(told, /signal is missing/);
  assert.doesNotMatch(told, /sharp boundary/);
  assert.deepEqual(await accessibility(page), []);
  // By keyboard from the age on: number, class, and what is not known.
  await page.locator("#age").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("130.5 U/L");
  await page.keyboard.press("Tab");
  await page.keyboard.type("high");
  assert.equal(await field("signal").inputValue(), "high");
  assert.match(await page.locator(".case").innerText(), /Unknown: (yes|no) stands for it/);
  await field("ALP, U/L").press("Enter");
  await answer(page);
  const args = ["--clinical", "ALP=130.5 U/L", "--clinical", "signal=high", "--format", "json"];
  const expected = JSON.parse(predict(SAMPLE.files, SAMPLE.age, 1, model, ...args));
  assert.deepEqual(expected.done.clinical.at(-1).imputed, true);
  const download = page.waitForEvent("download");
  await page.locator("button:has-text('JSON')").click();
  const { models, done } = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  assert.deepEqual([models, done.clinical], [expected.models, expected.done.clinical]);
  assert.match(await page.locator("[data-test=answer]").innerText(), /sharp boundary is not known/);
  // The model's logit is so far out that its probability is 1 in the computer's numbers; nothing is certain for that. What was counted is.
  assert.equal(expected.models.find((/** @type {any} */ one) => one.model === "CRad-M").probability, 1);
  assert.match(await page.locator("#answer-title").innerText(), />\s99\.9\s%\s+probability/);
  assert.match(await page.locator("[data-test=class]").first().innerText(), /metastasis/);
  assert.match(await page.locator("[data-test=why-unlike]").innerText(), /^< 0\.1\s% of cases/);
  assert.match(await page.locator("[data-test=accuracy]").innerText(), /100\.0\s% \(95\s% CI/);
  const madeOf = "CRad-M (radiomics and clinical inputs: age, ALP, signal, sharp boundary)";
  const used = (await page.locator("[data-test=answer] [aria-pressed=true]").first().innerText()).trim();
  const notice = await page.locator("[data-test=model-notice]").innerText();
  assert.ok(notice.includes(used === "CRad-M" ? madeOf : `${used} (radiomics)`), `${used}: ${notice}`);
  assert.ok((await page.locator("[data-test=report-made-of]").textContent())?.includes(`Rad-M (radiomics); ${madeOf}`));
  assert.match(
    (await page.locator("[data-test=report]").textContent()) ?? "",
    /ALP 130\.5\sU\/L · signal high · sharp boundary (yes|no) ·/,
  );
  // On paper too a minus is a minus, and a p value stands on one line.
  const report = (await page.locator("[data-test=report]").innerText()).replaceAll(/[0-9a-f]{8,}/g, "");
  assert.doesNotMatch(report, /(^|\s)-\d|\bp [<=]/m);
  assert.deepEqual(await accessibility(page), []);
  await page.locator('.screens a[href="#/models"]').click();
  assert.ok((await page.locator("[data-test=used] [data-test=made-of]").innerText()).includes(madeOf));
  assert.equal(
    await page.locator("[data-test=used] [data-test=clinical]").innerText(),
    "age; ALP (U/L, > 120); signal (low, intermediate, high); sharp boundary (yes, no)",
  );
  assert.deepEqual(errors, []);
  await context.close();
});

test("in Chinese the fields have the names of the model file", async () => {
  const { page, context, errors } = await openPage(site, { locale: "zh-CN" });
  await useModel(page, model);
  for (const label of ["碱性磷酸酶（U/L）", "signal", "boundary"])
    assert.equal(await page.getByLabel(label, { exact: true }).count(), 1, label);
  await page.getByLabel("碱性磷酸酶（U/L）").fill("1,300");
  assert.match(await page.locator(".case").innerText(), /0 至 5000\sU\/L 的数字/);
  await page.locator('.screens a[href="#/models"]').click();
  assert.match(
    await page.locator("[data-test=used] [data-test=made-of]").innerText(),
    /Rad-M（影像组学）、CRad-M（影像组学与临床输入：年龄、碱性磷酸酶、signal、boundary）/,
  );
  assert.match(await page.locator("[data-test=used]").innerText(), /仅供科研，不用于临床/);
  assert.equal(
    await page.locator("[data-test=used] [data-test=clinical]").innerText(),
    "年龄、碱性磷酸酶（U/L、> 120）、signal（low、intermediate、high）、boundary（是、否）",
  );
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a model is trained in the page with a declaration beside the table, byte for byte as by the command line", async () => {
  const { page, context, errors } = await openPage(site, { acceptDownloads: true });
  await page.locator('.screens a[href="#/models"]').click();
  await page.locator("[data-test=used] .performance").waitFor();
  const files = ["features.csv", "settings.yaml", "clinical.yaml"].map((name) => join(folder, name));
  await page.locator("[data-test=train-form] input[data-picker]").setInputFiles(files);
  await page.locator("[data-test=table]").waitFor();
  await page.getByText("age; ALP; signal; boundary (from clinical.yaml)").waitFor();
  await page.fill("#model-name", "model");
  for (const box of await page.locator("[data-classifier]").all())
    if ((await box.getAttribute("data-classifier")) !== "logistic-regression") await box.locator("input").uncheck();
  await page.locator("[data-test=train-form] button:has-text('Train and evaluate')").click();
  const save = page.locator("[data-save=model]");
  await page
    .locator("[data-test=trained-model] [data-test=made-of]", {
      hasText: "clinical inputs: age, ALP, signal, sharp boundary",
    })
    .waitFor();
  await save.waitFor();
  const download = page.waitForEvent("download");
  await save.click();
  assert.equal(readFileSync(await (await download).path(), "utf8"), readFileSync(model, "utf8"));
  assert.deepEqual(errors, []);
  await context.close();
});

test("the declaration of the tests is the one that the documentation shows, but for its names", () => {
  writeFileSync(join(folder, "again.yaml"), CLINICAL);
  for (const field of ["kind: number", "unit: U/L", "kind: class", "kind: yes-no", "unknown: imputed", "chinese:"])
    assert.ok(CLINICAL.includes(field) && readFileSync(join(root, "docs/model.md"), "utf8").includes(field), field);
});
