// A DICOM study is dropped as a scanner's archive gives it: the desk names its volumes, and the case has the command line's numbers.
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { MODEL, shared } from "../support/cases.mjs";
import { discern } from "../support/discern.mjs";
import { accessibility, answer, clear, counted, drop, onePage, settled } from "./browser.mjs";

const one = onePage();
const STUDIES = "reference/dicom/studies";

/** The study desk. */
const desk = () => one.page.locator("[data-test=desk]");

/** Nothing entered, no desk. */
async function empty() {
  const close = desk().locator("button", { hasText: "Close the study" });
  if (await close.count()) await close.click();
  await clear(one.page);
  await desk().waitFor({ state: "detached" });
  return one;
}

/** Drops files or folders, and waits for the desk. @param {string[]} paths */
async function dropped(...paths) {
  await drop(one.page, paths);
  await desk().waitFor();
  await settled(one.page);
}

/** Number and role of each volume that has one. */
const roles = () =>
  desk()
    .locator(".volume:not([data-role=none])")
    .evaluateAll((all) =>
      all.map((item) => [Number(item.getAttribute("data-series")), item.getAttribute("data-role")]),
    );

/** The same by the study's right answers. @param {string} study */
function expected(study) {
  const { volumes } = JSON.parse(readFileSync(join(study, "expected.json"), "utf8"));
  return volumes
    .filter((/** @type {any} */ { role }) => role !== "none")
    .map((/** @type {any} */ { series_number, role }) => [series_number, role]);
}

/** Rows in the order of their text. @param {unknown[][]} rows */
const sorted = (rows) => rows.map((row) => row.join(" ")).sort();

for (const [name, what] of /** @type {const} */ ([
  ["g01_siemens_de", "dicom"],
  ["g02_ge_en", "dicom"],
  ["g03_philips_slopes", "dicom"],
  ["g04_uih_gb18030", "study.zip"],
  ["g05_philips_mdixon", "dicom"],
  ["g06_enhanced", "dicom"],
])) {
  test(`the four sequences of ${name} are named, each with its picture and a reason`, async (context) => {
    const study = shared(`${STUDIES}/${name}`);
    if (!study) return context.skip(`no ../shared/${STUDIES}/${name}`);
    await empty();
    await dropped(join(study, what));
    assert.deepEqual(sorted(await roles()), sorted(expected(study)));
    await counted(desk().locator(".volume:not([data-role=none]) canvas[data-drawn]"), 4);
    for (const why of await desk().locator(".volume:not([data-role=none]) [data-test=role-why]").allInnerTexts())
      assert.match(why, /^(Sure|Likely): \S/);
    const text = await one.page.locator("body").innerText();
    const { patient_name: person, volumes } = JSON.parse(readFileSync(join(study, "expected.json"), "utf8"));
    const described = JSON.stringify(volumes).toLowerCase();
    // A description may have a word in common with a name.
    const parts = String(person)
      .split(/[\^= ]+/)
      .filter((part) => part && !described.includes(part.toLowerCase()));
    assert.ok(parts.length > 0, person);
    for (const part of parts) assert.ok(!text.includes(part), "the patient's name is on the page");
  });
}

test("from the drop to the answer: the numbers are those of the command line", async (context) => {
  const [study, mask] = [shared(`${STUDIES}/g01_siemens_de/dicom`), shared("reference/dicom/masks/s01_binary.dcm")];
  if (!study || !mask) return context.skip(`no ../shared/${STUDIES}`);
  const { page, requests } = await empty();
  const loaded = requests.length;
  await dropped(study, mask);
  assert.deepEqual(await accessibility(page), []);
  await desk().locator("button", { hasText: "Take the age from the header" }).click();
  const age = await page.locator("#age").inputValue();
  assert.match(age, /^\d+$/);
  await desk().locator("button", { hasText: "Take these images" }).click();
  await counted(page.locator(".file"), 5);
  await settled(page);
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  const saved = page.waitForEvent("download");
  await page.locator("button:has-text('JSON')").click();
  const shown = JSON.parse(readFileSync(await (await saved).path(), "utf8"));
  const told = JSON.parse(
    discern("predict", MODEL, "--study", study, "--mask", mask, "--age", age, "--format", "json"),
  );
  assert.deepEqual(shown.models, told.models);
  assert.deepEqual(requests.slice(loaded), []);
});

test("a volume without a role is given one by hand, and the volume that had it gives it back", async (context) => {
  const study = shared(`${STUDIES}/g01_siemens_de/dicom`);
  if (!study) return context.skip(`no ../shared/${STUDIES}`);
  await empty();
  await dropped(study);
  await desk().locator("summary").click();
  await desk().locator(".volume[data-series='7'] select").selectOption("t1ce");
  assert.deepEqual(
    (await roles()).filter(([, role]) => role === "t1ce"),
    [[7, "t1ce"]],
  );
  await counted(desk().locator(".volume[data-series='6'][data-role=none]"), 1);
});

test("images of two patients are never put together", async (context) => {
  const [first, second] = ["g01_siemens_de", "g02_ge_en"].map((name) => shared(`${STUDIES}/${name}/dicom`));
  const mask = shared("reference/dicom/masks/s01_binary.dcm");
  if (!first || !second || !mask) return context.skip(`no ../shared/${STUDIES}`);
  const { folder, page } = await empty();
  const disc = join(folder, "disc");
  cpSync(first, join(disc, "A"), { recursive: true });
  cpSync(second, join(disc, "B"), { recursive: true });
  cpSync(mask, join(disc, "mask"));
  await dropped(disc);
  assert.match(await desk().innerText(), /of 2 patients/);
  const seen = async () =>
    desk()
      .locator(".volume-name")
      .evaluateAll((all) => all.map(({ textContent }) => textContent));
  const segments = () => desk().locator("input[type=radio]").count();
  const [before, choices] = [await seen(), await segments()];
  await page.locator(".desk select").first().selectOption("1");
  await desk()
    .locator(".volume-name", { hasText: before[0] ?? "" })
    .waitFor({ state: "detached" });
  const after = await seen();
  assert.deepEqual([choices, await segments()].sort(), [0, 2], "one segment or none, of the patient it is of");
  assert.ok(after.length > 0 && after.every((name) => !before.includes(name)), String(after));
  await desk().locator("button", { hasText: "Close the study" }).click();
});

test("damaged files and files of other kinds end nothing", async (context) => {
  const bad = shared("reference/dicom/bad");
  if (!bad) return context.skip("no ../shared/reference/dicom/bad");
  const { page } = await empty();
  const all = readdirSync(bad).filter((name) => name !== "expected.json");
  for (const name of all) {
    await drop(page, [join(bad, name)]);
    await page.locator("[data-test=notes] p, .file, [data-test=desk]").first().waitFor();
    await settled(page);
    await empty();
    await page.reload();
    await page.locator(".drop .button:enabled").first().waitFor();
  }
  assert.ok(all.length > 40);
});
