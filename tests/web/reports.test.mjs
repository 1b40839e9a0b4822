// Files that people have reported to fail, and hostile ones, dropped on the page: each with the outcome that its README gives, which
// is the command line's (tests/mechanics/reports.rs). They lie beside this checkout, or the tests are skipped by name.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { MODEL, predict, shared } from "../support/cases.mjs";
import { modelWith } from "../support/model_with.mjs";
import { answer, choose, clear, drop, onePage, openPage, settled, useModel } from "./browser.mjs";

/** @typedef {import("../support/cases.mjs").Files} Files */

const reports = shared("cases/reports") ?? "";
const skip = reports === "" && "no ../shared/cases/reports";
const at = (/** @type {string} */ name) => join(reports, name);
const bytesOf = (/** @type {string} */ name) => readFileSync(at(name));

const opened = onePage();
const { folder } = opened;
beforeEach(async () => {
  await opened.page.locator('.screens a[href="#/case"]').click();
  await clear(opened.page);
});

const AGE = 61;
const file = (/** @type {string} */ path) => opened.page.locator(`[data-file="${path}"]`);
const options = () => opened.page.locator("#label option").allInnerTexts();

/** The files of a case in a folder. @param {string} name @param {string} [mask] @returns {Files} */
function caseOf(name, mask = "mask.nii.gz") {
  const own = (/** @type {string} */ role) => at(`${name}/${role}.nii.gz`);
  return { t1: own("t1"), t2: own("t2"), t2fs: own("t2fs"), t1ce: own("t1ce"), mask: at(`${name}/${mask}`) };
}

/** One image in all four roles: copies that differ in what a gzip file may end with. @param {string} image @param {string} mask @returns {Files} */
function fourTimes(image, mask) {
  const copy = (/** @type {string} */ role, /** @type {number} */ zeros) => {
    const path = join(folder, `${role}.nii.gz`);
    writeFileSync(path, Buffer.concat([bytesOf(image), Buffer.alloc(zeros)]));
    return path;
  };
  return { t1: copy("t1", 1), t2: copy("t2", 2), t2fs: copy("t2fs", 3), t1ce: copy("t1ce", 4), mask: at(mask) };
}

/** What both say of a case. @typedef {{ models?: unknown, refused?: boolean }} Outcome */

/** Presses Analyse; the answer, or that it is refused in words. @returns {Promise<Outcome>} */
async function analysed() {
  const { page } = opened;
  await page.fill("#age", String(AGE));
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=answer]").or(page.locator("[data-test=failure]")).waitFor();
  if (await page.locator("[data-test=failure]").count()) {
    const said = await page.locator("[data-test=failure]").innerText();
    assert.doesNotMatch(said, /memory|undefined|NaN|unreachable/);
    return { refused: true };
  }
  await answer(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("button:has-text('JSON')").click(),
  ]);
  return { models: JSON.parse(readFileSync(await download.path(), "utf8")).models };
}

/** The same by the command line. @param {Files} files @param {string} [model] @param {string[]} more @returns {Outcome} */
function told(files, model = MODEL, ...more) {
  try {
    return { models: JSON.parse(predict(files, AGE, 1, model, "--format", "json", ...more)).models };
  } catch (cause) {
    const { status, stderr } = /** @type {{ status: number, stderr: Buffer }} */ (cause);
    assert.equal(status, 2, String(stderr));
    return { refused: true };
  }
}

/** A case given to the page. @param {Files} files */
async function given(files) {
  await choose(opened.page, Object.values(files));
  await settled(opened.page);
}

test("nan-outside-mask", { skip }, async () => {
  const files = caseOf("nan-outside-mask/case");
  await given(files);
  const found = await analysed();
  assert.ok(found.models);
  assert.deepEqual(found, told(files));
});

test("detached-nrrd", { skip }, async () => {
  await drop(opened.page, [at("detached-nrrd/case")]);
  await file("case/mask.nhdr").waitFor();
  await settled(opened.page);
  assert.match(await file("case/mask.nhdr").innerText(), /293 voxels/);
  const found = await analysed();
  assert.ok(found.models);
  assert.deepEqual(found, told(caseOf("detached-nrrd/case", "mask.nhdr")));
});

test("overlapping-segments", { skip }, async () => {
  const files = caseOf("overlapping-segments/case", "Segmentation.seg.nrrd");
  await given(files);
  const listed = await options();
  assert.equal(listed.length, 2);
  assert.match(listed.join(), /293 voxels.*699 voxels/);
  for (const channel of [0, 1]) {
    await opened.page.locator("#label").selectOption(String(channel));
    const found = await analysed();
    assert.ok(found.models);
    assert.deepEqual(found, told(files, MODEL, "--label-channel", String(channel)));
  }
});

test("channel-first-mask", { skip }, async () => {
  const files = caseOf("channel-first-mask/case");
  await given(files);
  assert.match(await file("mask.nii.gz").innerText(), /first axis of 1/);
  const found = await analysed();
  assert.ok(found.models);
  assert.deepEqual(found, told(files));
  for (const name of ["onehot_first", "onehot_last"]) {
    await opened.page.locator("button:has-text('Clear')").click();
    await given({ ...files, mask: at(`channel-first-mask/${name}.nii.gz`) });
    assert.match((await options()).join(), /Channel 0.*Channel 1.*293 voxels/, name);
  }
});

test("voxel-settings-nan", { skip }, async () => {
  const settings = bytesOf("voxel-settings-nan/voxel_nan.yaml").toString();
  const path = join(folder, "voxel.json");
  writeFileSync(path, modelWith(settings));
  await useModel(opened.page, path);
  await useModel(opened.page, MODEL);
});

/** Opens a file on the screen of models; what it is refused with. @param {string} path */
async function refusedModel(path) {
  const { page } = opened;
  await page.locator('.screens a[href="#/models"]').click();
  const used = page.locator("[data-test=used]");
  const before = await used.getAttribute("data-sha256");
  await used.locator("input[data-picker]").setInputFiles(path);
  const message = page.locator("[data-test=opened] .message.error", {
    hasText: `${path.split("/").at(-1)} was refused`,
  });
  await message.waitFor();
  assert.equal(await used.getAttribute("data-sha256"), before, "the model in use stays");
  return message.innerText();
}

for (const [name, why] of /** @type {const} */ ([
  ["xgboost-ubj/model.ubj", /UBJSON/],
  ["xgboost-ubj/model_named.json", /UBJSON/],
  ["xgboost-ubj/model.joblib", /joblib/],
  ["hostile/lasso_model.json", /lasso/],
  ["hostile/svm_gamma_negative_model.json", /support vector/],
]))
  test(`${name} is no model, and says why`, { skip }, async () => {
    assert.match(await refusedModel(at(name)), why);
  });

test("alias_long.yaml in a model file", { skip }, async () => {
  const path = join(folder, "alias.json");
  writeFileSync(path, modelWith(bytesOf("hostile/alias_long.yaml").toString()));
  assert.match(await refusedModel(path), /16/);
});

test("flat_1e18", { skip }, async () => {
  const files = fourTimes("hostile/flat_1e18.nii.gz", "hostile/flat_mask.nii.gz");
  await given(files);
  assert.deepEqual(await analysed(), told(files));
});

for (const name of ["bw", "log_sigma"])
  test(`flat_1e18 with ${name}.yaml`, { skip }, async () => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, modelWith(bytesOf(`hostile/${name}.yaml`).toString()));
    await useModel(opened.page, path);
    const files = fourTimes("hostile/flat_1e18.nii.gz", "hostile/flat_mask.nii.gz");
    await given(files);
    assert.deepEqual(await analysed(), told(files, path));
    await useModel(opened.page, MODEL);
  });

test("slow_params.yaml can be cancelled", { skip }, async () => {
  const path = join(folder, "slow.json");
  writeFileSync(path, modelWith(bytesOf("hostile/slow_params.yaml").toString()));
  await useModel(opened.page, path);
  await given(fourTimes("hostile/flat_1e18.nii.gz", "hostile/flat_mask.nii.gz"));
  const { page } = opened;
  await page.fill("#age", String(AGE));
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=busy]").waitFor();
  await page.locator("button:has-text('Cancel')").click();
  await page.locator("button:has-text('Analyse'):enabled").waitFor();
  await useModel(page, MODEL);
});

test("flip_image and flip_mask", { skip }, async () => {
  const files = fourTimes("hostile/flip_image.nii.gz", "hostile/flip_mask.nii.gz");
  await given(files);
  const found = await analysed();
  assert.ok(found.models);
  assert.deepEqual(found, told(files));
});

for (const [name, text] of /** @type {const} */ ([
  ["qform_flip_x.nii", /4 × 3 × 2 · 1.5 × 2 × 2.5\smm[\s\S]*sform/],
  ["codes_neg.nii", /4 × 3 × 2 · 1.5 × 2 × 2.5\smm[\s\S]*Orientation missing/],
  ["nr_wrap.nrrd", /overflow|too large|cannot be multiplied/],
]))
  test(name, { skip }, async () => {
    await choose(opened.page, [at(`hostile/${name}`)]);
    await settled(opened.page);
    assert.match(await file(name).innerText(), text);
  });

test("cohort_duplicate_columns.csv", { skip }, async () => {
  const { page, errors, context } = await openPage(opened.site);
  await page.locator("nav a", { hasText: "Batch" }).click();
  await page.locator("main[data-screen=batch]").waitFor();
  await drop(page, [at("hostile/cohort_duplicate_columns.csv")]);
  await page.locator("[data-test=batch-notes]", { hasText: "stage" }).waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("files that are no images, whatever they are called, take nothing away", { skip }, async () => {
  const { page } = opened;
  await choose(page, Object.values(caseOf("channel-first-mask/case")));
  await settled(page);
  const names = ["hostile/bw.yaml", "hostile/alias_long.yaml", "sklearn-multinomial/ovr.json", "xgboost-ubj/model.ubj"];
  await choose(page, [
    ...names.map(at),
    ...readdirSync(at("sklearn-neighbours-metric")).map((name) => at(`sklearn-neighbours-metric/${name}`)),
  ]);
  await settled(page);
  for (const name of names)
    await file(name.split("/").at(-1) ?? "")
      .locator(".problem")
      .waitFor();
  assert.deepEqual(
    await Promise.all(
      ["t1", "t2", "t2fs", "t1ce", "mask"].map((role) => file(`${role}.nii.gz`).locator("select").inputValue()),
    ),
    ["t1", "t2", "t2fs", "t1ce", "mask"],
  );
});
