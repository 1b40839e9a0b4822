// Many cases hide nothing: every folder is a row with its files, two files for a role are asked, lists are what they say they are.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { SAMPLE, shared } from "../support/cases.mjs";
import { answer, drop, launch, openPage, settled } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
const folder = mkdtempSync(join(tmpdir(), "discern-"));
before(async () => {
  site = await launch();
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

/** A copy of a file of the sample case. @param {keyof typeof SAMPLE.files} role @param {string} path */
function copy(role, path) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  copyFileSync(SAMPLE.files[role], join(folder, path));
}
const ROLES = /** @type {const} */ (["t1", "t2", "t2fs", "t1ce", "mask"]);

const row = (/** @type {Page} */ page, /** @type {string} */ name) => page.locator(`[data-case="${name}"]`);

/** The batch screen with files dropped. @param {string[]} paths */
async function opened(...paths) {
  const opened = await openPage(site);
  await opened.page.locator("nav a", { hasText: "Batch" }).click();
  await opened.page.locator("main[data-screen=batch]").waitFor();
  await drop(opened.page, paths);
  return opened;
}

const names = (/** @type {Page} */ page) =>
  page.locator("tr[data-case]").evaluateAll((rows) => rows.map((one) => one.getAttribute("data-case")));

/** What a button saves. @param {Page} page @param {string} text */
async function saved(page, text) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("[data-test=batch] button", { hasText: text }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("two patients in folders of one name stay two, and every folder is told, in natural order", async () => {
  for (const role of ROLES.slice(0, 2)) copy(role, `cohort/patient10/MR/${role}.nii.gz`);
  for (const role of ROLES.slice(2)) copy(role, `cohort/patient2/MR/${role}.nii.gz`);
  mkdirSync(join(folder, "cohort/patient3"));
  for (let at = 0; at < 3; at++) writeFileSync(join(folder, `cohort/patient3/IM000${at}`), "x");
  writeFileSync(join(folder, "cohort/notes.csv"), "who,what\na,b\n");
  const { page, context, errors } = await opened(join(folder, "cohort"));
  await row(page, "patient10").waitFor();
  assert.deepEqual(await names(page), ["patient2", "patient3", "patient10"]);
  assert.match(await row(page, "patient3").innerText(), /Left out\.[\s\S]*3 files that look like DICOM/);
  assert.match(await row(page, "patient2").innerText(), /Missing: T1 and T2/);
  assert.match(await page.locator("[data-test=batch-notes]").innerText(), /notes\.csv is no list of cases/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("two files for a role are asked, the files used are in the table, features are saved, and a row opens as a case", async () => {
  for (const role of ROLES) copy(role, `asked/anna/${role}.nii.gz`);
  copy("t2", "asked/anna/T1_again.nii.gz");
  writeFileSync(join(folder, "asked/participants.tsv"), "participant_id\tage\nanna\t６１ 岁\n");
  const { page, context, errors } = await opened(join(folder, "asked"));
  const anna = row(page, "anna");
  await anna.waitFor();
  const run = async () => {
    await page.locator("[data-test=batch] button:has-text('Analyse')").click();
    await page.locator("[data-test=batch] progress[value='1']").waitFor();
    await page.locator("[data-test=batch][aria-busy=false]").waitFor();
  };
  await run();
  assert.equal(await anna.getAttribute("data-state"), "failed");
  assert.match(await anna.innerText(), /Several files could be t1/);
  await anna.locator("[data-test=unresolved-role] select").selectOption("asked/anna/t1.nii.gz");
  await run();
  assert.equal(await anna.getAttribute("data-state"), "done");
  const { text } = await saved(page, "CSV");
  const [head = "", line = ""] = text.split("\n");
  assert.match(head, /,problem,t1,t2,t2fs,t1ce,mask$/);
  assert.match(line, /^anna,61[\s\S]*,asked\/anna\/t1\.nii\.gz,.*,asked\/anna\/mask\.nii\.gz$/);
  const features = await saved(page, "Feature table");
  assert.equal(features.name, "features.csv");
  assert.match(features.text, /^case,center,split,age,label,patient,t1_original_/);
  assert.match(features.text.split("\n")[1] ?? "", /^anna,,,61,,anna,[-\d]/);
  assert.match((await saved(page, "List to fill in")).text, /anna,,,61,,anna,asked\/anna\/t1/);
  await anna.locator("button", { hasText: "Open" }).click();
  await page.locator("main[data-screen=case]").waitFor();
  await page.locator(".file").nth(4).waitFor();
  await settled(page);
  assert.equal(await page.locator("#age").inputValue(), "61");
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a list is read in the encodings of spreadsheets, finds its files however it names them, and tells a bad age", async () => {
  for (const role of ROLES) copy(role, `listed/甲/${role}.nii.gz`);
  const cells = ROLES.map((role) => `..\\listed\\甲\\${role}.nii.gz`).join(",");
  const text = `case,age,${ROLES.join(",")}\n病人一,89+,${cells}\n`;
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  // As spreadsheets of many countries save it.
  const [semicolons, tabs] = [";", "\t"].map((between) => Buffer.from(text.replaceAll(",", between)));
  const gb18030 = Buffer.from(
    text.replaceAll("甲", "\xbc\xd7").replace("病人一", "\xb2\xa1\xc8\xcb\xd2\xbb"),
    "latin1",
  );
  const lists = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), utf16, gb18030, semicolons ?? "", tabs ?? ""];
  for (const bytes of lists) {
    writeFileSync(join(folder, "listed/list.csv"), bytes);
    const { page, context, errors } = await opened(join(folder, "listed"));
    const one = row(page, "病人一");
    await one.waitFor();
    assert.match(await one.innerText(), /“89\+” is not taken as an age: only a bound/);
    assert.doesNotMatch(await one.innerText(), /Missing|Not found/);
    await one.locator("input").fill("89");
    await one.locator("input").blur();
    assert.doesNotMatch(await one.innerText(), /not taken/);
    assert.deepEqual(errors, []);
    await context.close();
  }
  // Bytes of none of them are refused by the file's name, and never read as names of other letters.
  writeFileSync(join(folder, "listed/list.csv"), Buffer.from(text.replace("病人一", "Ren\xe9"), "latin1"));
  const { page, context, errors } = await opened(join(folder, "listed"));
  await page
    .locator("[data-test=batch-notes]", { hasText: /list\.csv is neither UTF-8, UTF-16 nor GB18030/ })
    .waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("folders as sites have them: what is asked, what is told", async (context) => {
  const reports = shared("cases/reports");
  if (!reports) return context.skip("no ../shared/cases/reports");
  for (const [path, name, said] of /** @type {const} */ ([
    ["batch-two-files-one-role/raw", "sub-01", /T1: sub-01_T1w/],
    ["batch-two-files-one-role/fmriprep", "sub-01", /T1: 2 files, choose one[\s\S]*Mask: 2 files, choose one/],
    ["batch-precontrast/numbered", "case1", /T1-CE: 09_T1_vibe_post_contrast[\s\S]*T1: 2 files, choose one/],
    ["batch-stray-csv/clinical", "sub-01", /T1: sub-01_T1w/],
  ])) {
    const { page, context: own, errors } = await opened(join(reports, path));
    const one = row(page, name);
    await one.waitFor();
    assert.match(await one.innerText(), said, path);
    assert.equal(await one.locator("input").inputValue(), "61", path);
    if (path.startsWith("batch-stray"))
      assert.match(await page.locator("[data-test=batch-notes]").innerText(), /clinical\.csv is no list/);
    assert.deepEqual(errors, []);
    await own.close();
  }
});
