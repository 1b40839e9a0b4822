// Models in the page: a file is opened or refused with the reason; one made here is the command line's, byte for byte.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { MODEL, SAMPLE } from "../support/cases.mjs";
import { cohort } from "../support/cohort.mjs";
import { discern } from "../support/discern.mjs";
import { modelNamed } from "../support/model_with.mjs";
import { image } from "../support/nifti.mjs";
import {
  accessibility,
  answer,
  cancelAt,
  choose,
  clear as clearCase,
  drop,
  onePage,
  openPage,
  settled,
} from "./browser.mjs";

const at = (/** @type {string} */ name) => join(folder, name);
const CLASSIFIERS = ["logistic-regression", "nearest-neighbours"];

const opened = onePage();
const { folder } = opened;
before(async () => {
  writeFileSync(at("features.csv"), cohort());
  writeFileSync(at("other.csv"), cohort(100));
  writeFileSync(at("params.yaml"), "imageType:\n  Original: {}\nsetting:\n  label: 1\n");
  const chosen = ["--classifiers", CLASSIFIERS.join(","), "--seed", "3", "--name", "small"];
  discern("train", at("features.csv"), "--params", at("params.yaml"), "--out", at("small.json"), ...chosen);
  discern("evaluate", at("small.json"), at("features.csv"), "--out", at("report"));
});

/** The page's screen of models, once the bundled one is described. */
async function openModels() {
  await opened.page.locator('.screens a[href="#/models"]').click();
  await opened.page.locator("[data-test=used] .performance").waitFor();
  return opened;
}

/** @param {import("playwright-core").Page} page @param {any} file */
const openFile = (page, file) => page.locator("[data-test=used] input[data-picker]").setInputFiles(file);
const hash = (/** @type {import("playwright-core").Page} */ page) =>
  page.locator("[data-test=used]").getAttribute("data-sha256");
const json = (/** @type {string} */ name, /** @type {string} */ text) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(text),
});

/** What a button saves. @param {import("playwright-core").Page} page @param {string} what */
async function saved(page, what) {
  const download = page.waitForEvent("download");
  await page.locator(`[data-save=${what}]`).click();
  return readFileSync(await (await download).path(), "utf8");
}

test("a model file that does not fit is refused with the reason, and the one in use stays", async () => {
  const { page } = await openModels();
  const before = await hash(page);
  const demo = readFileSync(MODEL, "utf8");
  assert.equal(before, JSON.parse(demo).sha256);
  const small = readFileSync(at("small.json"), "utf8");
  const settings = JSON.parse(small).extraction.settings;
  for (const [text, reason] of /** @type {const} */ ([
    ["{}", /schema is none, not discern-model/],
    ["no model", /is no model of Discern: /],
    [small.replace('"version":1', '"version":99'), /of version 99; versions 1 to 3 can be read/],
    [small.replace('"seed":3', '"seed":4'), /was changed after it was written/],
    [
      small.replace(JSON.stringify(settings), JSON.stringify(settings.replace("Original", "Unheard"))),
      /was changed after it was written/,
    ],
  ])) {
    await openFile(page, json("bad.json", text));
    await page.locator("[data-test=opened] .message.error").filter({ hasText: reason }).waitFor();
    assert.equal(await hash(page), before);
  }
  // A file far larger than any model, which takes no room on the disk: it is not read.
  writeFileSync(at("large.json"), "");
  truncateSync(at("large.json"), 300e6);
  await page.locator("[data-test=used] input[data-picker]").setInputFiles(at("large.json"));
  const told = page.locator("[data-test=opened] .message.error", { hasText: "The file has 300.0 MB" });
  assert.match(await told.innerText(), /more than the 256\.0\sMB .* Choose the file that was saved after training/);
  assert.equal(await hash(page), before);
  assert.deepEqual(await accessibility(page), []);
});

test("an opened model shows its card and performance, answers cases, and can be left again", async () => {
  const { page } = await openModels();
  const own = JSON.parse(readFileSync(at("small.json"), "utf8"));
  const bundled = await hash(page);
  // Among the files of a case a model is opened as such, and one that does not fit is refused as such.
  await page.locator('.screens a[href="#/case"]').click();
  const said = page.locator("[data-test=notes]");
  await choose(page, [json("worse.json", readFileSync(at("small.json"), "utf8").replace('"seed":3', '"seed":4'))]);
  await said
    .filter({
      hasText: /worse\.json was refused[\s\S]*changed after it was written/,
    })
    .waitFor();
  await choose(page, [at("small.json")]);
  await said.filter({ hasText: "small.json is in use now." }).waitFor();
  assert.equal(await page.locator(".file").count(), 0);
  await page.locator('.screens a[href="#/models"]').click();
  await page.locator(`[data-test=used][data-sha256="${own.sha256}"]`).waitFor();
  assert.match(await page.locator(".notice").innerText(), /small[\s\S]*not for clinical use/);
  assert.match(await page.locator("[data-test=used]").innerText(), new RegExp(own.card.limits.slice(0, 30)));
  const shown = await page.locator('[data-row="CRad-M logistic-regression"] data').first().getAttribute("value");
  const external = own.models.find((/** @type {any} */ m) => m.name === "CRad-M").classifiers[0].predictions.at(-1);
  assert.equal(Number(shown), external.auc[0]);
  assert.deepEqual(await accessibility(page), []);
  await page.locator('.screens a[href="#/case"]').click();
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  assert.equal(
    await page.locator("[data-test=answer] [data-model]").count(),
    own.models.flatMap((/** @type {any} */ m) => m.classifiers).length,
  );
  assert.match(await page.locator("[data-test=model-notice]").innerText(), /small: for research, not for clinical use/);
  await page.locator('.screens a[href="#/models"]').click();
  await page.locator("button:has-text('Back to the bundled model')").click();
  await page.locator(`[data-test=used][data-sha256="${bundled}"]`).waitFor();
});

test("a model made in the page and its report are the command line's, byte for byte", async () => {
  const { page, requests } = await openModels();
  const loaded = requests.length;
  const table = page.locator("[data-test=train-form] input[data-picker]");
  await table.setInputFiles([at("features.csv"), at("params.yaml")]);
  await page.locator("[data-test=table]").waitFor();
  assert.match(await page.locator("[data-test=table]").innerText(), /120 cases, 12 features[\s\S]*params\.yaml/);
  await page.fill("#model-name", "small");
  await page.fill("#model-seed", "3");
  const train = page.locator("button:has-text('Train and evaluate')");
  const cancelled = await cancelAt(page, "[data-test=training]");
  await train.click();
  await cancelled();
  await train.waitFor();
  assert.equal(await page.locator("[data-test=trained-model]").count(), 0, "cancelled before it was made");
  for (const box of await page.locator(".checks [data-classifier]").all()) {
    if (!CLASSIFIERS.includes((await box.getAttribute("data-classifier")) ?? "")) await box.locator("input").uncheck();
  }
  await train.click();
  await page.locator("[data-save=report]").waitFor();
  assert.equal(await saved(page, "model"), readFileSync(at("small.json"), "utf8"));
  assert.equal(await saved(page, "report"), readFileSync(at("report/report.html"), "utf8"));
  await page.locator("summary:has-text('Figures of the report')").click();
  const figures = page.locator("[data-figure] img");
  assert.ok((await figures.count()) > 8);
  await figures.first().scrollIntoViewIfNeeded();
  assert.ok(
    await figures
      .first()
      .evaluate((image) => /** @type {any} */ (image).naturalWidth > 0 && /** @type {any} */ (image).alt.length > 20),
  );
  assert.deepEqual(await accessibility(page), []);
  await page.locator("button:has-text('Use for cases')").click();
  await page.locator("[data-test=used][data-origin=trained]").waitFor();
  assert.equal(await page.locator("[data-test=english]").count(), 0);
  await page.locator(".segments button", { hasText: "中文" }).click();
  assert.match(await page.locator("[data-test=english]").innerText(), /均为英文/);
  await page.locator(".segments button", { hasText: "English" }).click();
  assert.equal(await hash(page), JSON.parse(readFileSync(at("small.json"), "utf8")).sha256);
  assert.deepEqual(requests.slice(loaded), []);
});

test("names that every object has parts of are names like any other: of models, files, folders and columns", async () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
  const { page, context, errors } = await openPage(opened.site);
  const clean = async (/** @type {string} */ where) =>
    assert.deepEqual(await page.evaluate(() => Object.keys(Object.prototype)), [], where);
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  const small = readFileSync(at("small.json"), "utf8");
  for (const [turn, name] of names.entries()) {
    const other = names[(turn + 1) % names.length] ?? "";
    const text = modelNamed(small, { "Rad-M": name, "CRad-M": other, small: `model ${name}` });
    await choose(page, [json(`${name}.json`, text)]);
    await page.locator("[data-test=notes]", { hasText: `${name}.json is in use now` }).waitFor();
    await page.locator("button:has-text('Analyse')").click();
    await page.locator(`.verdict[data-model="${other}"]`).waitFor({ timeout: 240_000 });
    await page.locator(".choice .segments button", { hasText: name }).click();
    await page.locator(`.verdict[data-model="${name}"]`).waitFor();
    assert.match((await page.locator("[data-test=report]").textContent()) ?? "", new RegExp(name));
    await clean(`model ${name}`);
  }
  await clearCase(page);
  await choose(
    page,
    names.map((name, at) => ({ name: `${name}.nii`, mimeType: "", buffer: image(at) })),
  );
  await settled(page);
  assert.deepEqual(
    (await page.locator(".file").evaluateAll((all) => all.map((one) => one.getAttribute("data-file")))).sort(),
    names.map((name) => `${name}.nii`).sort(),
  );
  await clean("files");
  await page.locator('.screens a[href="#/batch"]').click();
  await page.locator("main[data-screen=batch]").waitFor();
  for (const name of names) {
    mkdirSync(at(`own/${name}`), { recursive: true });
    writeFileSync(at(`own/${name}/T1.nii`), image(1));
  }
  writeFileSync(at("own/participants.tsv"), `participant_id\t__proto__\tage\n__proto__\tx\t61\nconstructor\ty\t62\n`);
  await drop(page, [at("own")]);
  await page.locator('[data-case="__proto__"]').waitFor();
  assert.equal(await page.locator('[data-case="__proto__"] input').inputValue(), "61");
  assert.equal(await page.locator('[data-case="constructor"] input').inputValue(), "62");
  assert.equal(await page.locator('[data-case="toString"] input').inputValue(), "");
  assert.equal(await page.locator("tr[data-case]").count(), names.length);
  await clean("folders");
  await page.locator('.screens a[href="#/models"]').click();
  await page.locator("main[data-screen=models]").waitFor();
  const table = cohort().replace("t1_original_firstorder_Mean", "t1_original___proto___constructor");
  writeFileSync(
    at("columns.csv"),
    table.replace("center,split", "center,toString,split").replaceAll(/^(case\d+,[AB]),/gm, "$1,x,"),
  );
  await drop(page, [at("columns.csv")]);
  await page.locator("[data-test=table]").filter({ hasText: "120 cases" }).waitFor();
  await clean("columns");
  assert.deepEqual(errors, []);
  await context.close();
});

test("a table that is none, and settings of another table, are refused by name", async () => {
  const { page } = await openModels();
  const table = page.locator("[data-test=train-form] input[data-picker]");
  await table.setInputFiles([{ name: "bad.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") }]);
  assert.match(await page.locator("[data-test=table-problem]").innerText(), /has no column case/);
  // PyRadiomics' own names: which sequence a feature is of is not said.
  const rows = ["a,A,train,50,1,2.5", "b,A,internal,60,0,3.5"];
  const plain = ["case,center,split,age,label,original_firstorder_Mean", ...rows, ""].join("\n");
  await table.setInputFiles([{ name: "plain.csv", mimeType: "text/csv", buffer: Buffer.from(plain) }]);
  const refused = page.locator("[data-test=train-form] .message.error").filter({ hasText: "plain.csv" });
  assert.match(await refused.innerText(), /no columns of features[\s\S]*the sequence before each feature's name/);
  const provenance = { made_by: "discern", settings: "", settings_sha256: "", table_sha256: "00" };
  await table.setInputFiles([
    { name: "features.csv", mimeType: "text/csv", buffer: readFileSync(at("other.csv")) },
    json("features.csv.provenance.json", JSON.stringify(provenance)),
  ]);
  await page.locator("[data-test=table-problem]").filter({ hasText: "written for another table" }).waitFor();
  assert.match(await page.locator("[data-test=table]").innerText(), /Settings are not known/);
  writeFileSync(at("notes.txt"), "no table");
  await drop(page, [at("notes.txt")]);
  await page
    .locator("[data-test=table-problem]")
    .filter({ hasText: "None of these files is a feature table" })
    .waitFor();
  assert.match(await page.locator("[data-test=table]").innerText(), /features\.csv/, "the table that was there stays");
});

test("on the screen of models what a table lacks is seen, and the features of a batch become a model", async () => {
  const { page } = await openModels();
  await page.evaluate(() => window.scrollTo(0, 0));
  // As other programs write features: nothing says who is who.
  writeFileSync(at("slicer.csv"), "Image,Mask,original_firstorder_Mean\na.nii,m.nii,1\n");
  await drop(page, [at("slicer.csv")]);
  const problem = page.locator("[data-test=table-problem]");
  await problem.filter({ hasText: "Image, Mask, original_firstorder_Mean" }).waitFor();
  assert.match(await problem.innerText(), /has no column case/);
  assert.match(
    await page.locator("[data-test=table-needs]").innerText(),
    /columns case, center, split \(train, internal or external\), age and label/,
  );
  await page.waitForFunction(() => document.activeElement?.id === "train-title");
  const box = await problem.boundingBox();
  assert.ok(box && box.y >= 0 && box.y + box.height <= 720, `in sight: ${JSON.stringify(box)}`);
  // A batch of one case gives the table's columns; a table of sixty such rows, with diagnoses, becomes a model.
  for (const [role, path] of Object.entries(SAMPLE.files)) writeFileSync(at(`${role}.nii.gz`), readFileSync(path));
  const files = ["t1", "t2", "t2fs", "t1ce", "mask"];
  const list = `case,patient,center,split,age,label,${files.join(",")}\na,p,A,train,61,1,${files.map((role) => `${role}.nii.gz`).join(",")}\n`;
  writeFileSync(at("list.csv"), list);
  await page.locator('.screens a[href="#/batch"]').click();
  await page.locator("main[data-screen=batch]").waitFor();
  await drop(page, [at("list.csv"), ...files.map((role) => at(`${role}.nii.gz`))]);
  await page.locator('[data-case="a"]').waitFor();
  await page.locator("[data-test=batch] button:has-text('Analyse')").click();
  await page.locator('[data-case="a"][data-state=done]').waitFor({ timeout: 240_000 });
  const download = page.waitForEvent("download");
  await page.locator("[data-test=batch] button:has-text('Feature table')").click();
  const [head = "", only = ""] = readFileSync(await (await download).path(), "utf8").split("\n");
  const columns = head.split(",");
  for (const name of ["case", "patient", "center", "split", "age", "label"]) assert.ok(columns.includes(name), name);
  const rows = Array.from({ length: 60 }, (_, row) => {
    const values = only.split(",").map((cell, column) => {
      const name = columns[column] ?? "";
      if (name === "case" || name === "patient") return `${cell}${row}`;
      if (name === "split") return row < 48 ? "train" : "internal";
      if (name === "label") return String(row % 2);
      const noise = ((row * (31 + column)) % 61) / 61 + (column % 9 === 0 ? (row % 2) * 0.8 : 0);
      return /^-?[\d.e+-]+$/.test(cell) ? String(Number(cell) * (1 + 0.2 * noise) + 0.01 * noise) : cell;
    });
    return values.join(",");
  });
  writeFileSync(at("own-features.csv"), `${[head, ...rows].join("\n")}\n`);
  await openModels();
  await drop(page, [at("own-features.csv")]);
  await page.locator("[data-test=table]").filter({ hasText: "60 cases" }).waitFor();
  for (const box of await page.locator(".checks [data-classifier]").all())
    await box.locator("input").setChecked((await box.getAttribute("data-classifier")) === "logistic-regression");
  await page.locator("button:has-text('Train and evaluate')").click();
  await page.locator("[data-save=report]").waitFor({ timeout: 240_000 });
  await page.locator("button:has-text('Use for cases')").click();
  await page.locator("[data-test=used][data-origin=trained]").waitFor();
});
