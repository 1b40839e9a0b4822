// Many cases: a folder becomes a table, the CSV is the command line's; stopped, reloaded, taken up again, forgotten.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { MODEL, SAMPLE } from "../support/cases.mjs";
import { discern } from "../support/discern.mjs";
import { mask } from "../support/nifti.mjs";
import { accessibility, cancelAt, drop, launch, only, openPage, ready } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
const folder = mkdtempSync(join(tmpdir(), "discern-"));
/** Two cases that can be answered, and one whose mask is of another patient. */
before(async () => {
  site = await launch();
  for (const name of ["anna", "bert", "cora"]) {
    mkdirSync(join(folder, "cohort", name), { recursive: true });
    for (const [role, path] of Object.entries(SAMPLE.files))
      copyFileSync(path, join(folder, "cohort", name, `${role}.nii.gz`));
  }
  copyFileSync(SAMPLE.files.t2, join(folder, "cohort/bert/t1.nii.gz"));
  rmSync(join(folder, "cohort/cora/mask.nii.gz"));
  // The lesion has label 2 in these masks.
  const lesion = gunzipSync(readFileSync(SAMPLE.files.mask));
  for (let at = 352; at < lesion.length; at++) if (lesion[at] === 1) lesion[at] = 2;
  for (const name of ["anna", "bert"]) writeFileSync(join(folder, "cohort", name, "mask.nii.gz"), gzipSync(lesion));
  // More files than one patient's folder may have.
  mkdirSync(join(folder, "cohort/aaa"));
  for (let note = 0; note < 450; note++) writeFileSync(join(folder, "cohort/aaa", `${note}.txt`), "x");
  writeFileSync(join(folder, "cohort/participants.tsv"), "participant_id\tsex\tage\nanna\tF\t55\nbert\tM\tn/a\n");
  writeFileSync(
    join(folder, "cohort/cora/mask.nii"),
    mask([24, 24, 12], () => 0),
  );
});
after(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

const row = (/** @type {Page} */ page, /** @type {string} */ name) => page.locator(`[data-case="${name}"]`);
const finished = (/** @type {Page} */ page) => page.locator("[data-test=batch][aria-busy=false]").waitFor();

/** Starts the run and waits until every case is done or failed. @param {Page} page */
async function run(page) {
  await page.locator("[data-test=batch] button:has-text('Analyse')").click();
  await page.locator("[data-test=batch] progress[value='3']").waitFor();
  await finished(page);
}

const chooseLabel = (/** @type {Page} */ page) => page.locator("[data-test=batch-label] input").fill("2");

/** The batch screen with the folder dropped. */
async function opened(files = [join(folder, "cohort")]) {
  const opened = await openPage(site);
  await opened.page.locator("nav a", { hasText: "Batch" }).click();
  await opened.page.locator("main[data-screen=batch]").waitFor();
  await drop(opened.page, files);
  await row(opened.page, "anna").waitFor();
  await chooseLabel(opened.page);
  return opened;
}

/** @param {Page} page */
async function table(page) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("[data-test=batch] button:has-text('CSV')").click(),
  ]);
  return readFileSync(await download.path(), "utf8");
}

test("a list with its files gives the table of the command line, a case that fails with its reason", async (t) => {
  const header = "case,age,t1,t2,t2fs,t1ce,mask\n";
  const lines = ["anna", "bert", "cora"].map((name, at) =>
    [
      name,
      40 + at,
      ...["t1", "t2", "t2fs", "t1ce"].map((role) => `${name}/${role}.nii.gz`),
      `${name}/mask.nii${name === "cora" ? "" : ".gz"}`,
    ].join(","),
  );
  writeFileSync(join(folder, "cohort/list.csv"), `${header}${lines.join("\n")}\n`);
  // The next test's cases are folders, whatever comes of this one.
  t.after(() => rmSync(join(folder, "cohort/list.csv")));
  const out = join(folder, "answers.csv");
  const call = ["predict", MODEL, "--cohort", join(folder, "cohort/list.csv"), "--label", "2", "--out", out];
  assert.throws(() => discern(...call), /1 of 3 without one/, "a case that fails counts, and the table has the others");
  const { page, context, requests, errors } = await opened();
  const before = requests.length;
  await run(page);
  assert.deepEqual(
    await Promise.all(["anna", "bert", "cora"].map((name) => row(page, name).getAttribute("data-state"))),
    ["done", "done", "failed"],
  );
  const told = await table(page);
  assert.equal(told, readFileSync(out, "utf8"));
  assert.match(told.split("\n")[2] ?? "", /^bert,41.*sequence-duplicated/, "the same image twice is warned of");
  // The reason of a case that failed is in the language of the page; all else is the same.
  await page.locator("button[lang=zh-Hans]").click();
  const [english, chinese] = [told, await table(page)].map((text) => text.trimEnd().split("\n"));
  assert.deepEqual(chinese?.slice(0, 3), english?.slice(0, 3));
  assert.match(english?.[3] ?? "", /mask: expected/);
  assert.match(chinese?.[3] ?? "", /掩膜/);
  assert.doesNotMatch(chinese?.[3] ?? "", /expected/);
  await page.locator("button[lang=en]").click();
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("folders are cases, stopped ones wait, kept rows are taken up after a reload, and all is forgotten", async () => {
  const { page, context, errors } = await opened();
  assert.deepEqual(
    await Promise.all(["anna", "bert", "cora"].map((name) => row(page, name).locator("input").inputValue())),
    ["55", "", ""],
    "ages of participants.tsv",
  );
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length), 0, "nothing is kept unasked");
  await page.locator("[data-test=batch] input[type=checkbox]").check();
  const cancelled = await cancelAt(page, "[data-case=anna][data-state=done]");
  await page.locator("[data-test=batch] button:has-text('Analyse')").click();
  await cancelled();
  await finished(page);
  assert.deepEqual(
    await Promise.all(["anna", "bert", "cora"].map((name) => row(page, name).getAttribute("data-state"))),
    ["done", "waiting", "waiting"],
  );
  const [shown, first] = [
    await row(page, "anna").locator("data").getAttribute("value"),
    (await table(page)).split("\n")[1],
  ];

  await page.reload();
  await page.locator("button:has-text('Choose a folder'):enabled").waitFor();
  await drop(page, [join(folder, "cohort")]);
  await row(page, "anna").waitFor();
  await chooseLabel(page);
  await page.locator("[data-test=batch] input[type=checkbox]").check();
  await run(page);
  assert.match(await row(page, "anna").innerText(), /kept from an earlier run/);
  assert.equal(await row(page, "anna").locator("data").getAttribute("value"), shown);
  assert.equal((await table(page)).split("\n")[1], first);
  assert.match(await row(page, "bert").innerText(), /age must be a number of years from 0 to 120/);

  await page.locator("button:has-text('Forget everything')").click();
  await page.locator("button:has-text('Forget everything'):disabled").waitFor();
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a full store is told, and the run goes on without", async () => {
  const { page, context, errors } = await opened();
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  });
  await row(page, "anna").locator("input").fill("55");
  await row(page, "anna").locator("input").blur();
  await page.locator("[data-test=batch] input[type=checkbox]").check();
  await run(page);
  assert.match(await page.locator("[data-test=batch-notes]").innerText(), /could not keep a row: no room/);
  assert.equal(await row(page, "anna").getAttribute("data-state"), "done");
  assert.deepEqual(errors, []);
  await context.close();
});

test("a browser without room for rows is told of, and the run goes on without", {
  skip: only("served", "site"),
}, async () => {
  const { page, context, errors } = await opened();
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 1 });
  await row(page, "anna").locator("input").fill("55");
  await row(page, "anna").locator("input").blur();
  await page.locator("[data-test=batch] input[type=checkbox]").check();
  await run(page);
  assert.match(await page.locator("[data-test=batch-notes]").innerText(), /could not keep a row/);
  assert.equal(await row(page, "anna").getAttribute("data-state"), "done");
  assert.match(await table(page), /\nanna,55/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a page whose renderer crashed goes on with the rows that it kept", async () => {
  const { page, context } = await opened();
  await row(page, "anna").locator("input").fill("55");
  await row(page, "anna").locator("input").blur();
  await page.locator("[data-test=batch] input[type=checkbox]").check();
  await page.locator("[data-test=batch] button:has-text('Analyse')").click();
  // The next row begins when this one is kept.
  await page.locator("[data-case=bert]:not([data-state=waiting])").waitFor();
  const shown = await row(page, "anna").locator("data").getAttribute("value");
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();

  const again = await context.newPage();
  await again.goto(site.address);
  await ready(again);
  await again.locator("nav a", { hasText: "Batch" }).click();
  await again.locator("main[data-screen=batch]").waitFor();
  await again.locator("button:has-text('Choose a folder'):enabled").waitFor();
  await drop(again, [join(folder, "cohort")]);
  await row(again, "anna").waitFor();
  await chooseLabel(again);
  await row(again, "anna").locator("input").fill("55");
  await row(again, "anna").locator("input").blur();
  await again.locator("[data-test=batch] input[type=checkbox]").check();
  await run(again);
  assert.match(await row(again, "anna").innerText(), /kept from an earlier run/);
  assert.equal(await row(again, "anna").locator("data").getAttribute("value"), shown);
  await context.close();
});
