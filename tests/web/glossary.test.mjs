// The glossary: one click from a feature or a term to what it means, in both languages, by keys too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MODEL } from "../support/cases.mjs";
import { accessibility, answer, onePage } from "./browser.mjs";

const opened = onePage(async (page) => {
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
});

const glossary = () => opened.page.locator("[data-test=glossary]");
const meaning = () => glossary().locator("[data-test=meaning]").innerText();

test("an input of the model is explained, with its values in the training cases, and the focus comes back", async () => {
  const { page } = opened;
  const row = page.locator('[data-step="t1ce_original_glcm_Imc2"] .term');
  await row.focus();
  await page.keyboard.press("Enter");
  assert.match(await meaning(), /^Informational measure of correlation 2: .*near 1 for an orderly texture\.$/);
  const text = await glossary().innerText();
  assert.match(text, /JN9H/, "the code of the IBSI");
  assert.match(text, /Grey level co-occurrence matrix/);
  const model = JSON.parse(readFileSync(MODEL, "utf8")).models.find((/** @type {any} */ one) => one.name === "CRad-M");
  const at = model.scaling.inputs.indexOf("t1ce_original_glcm_Imc2");
  const shown = await glossary().locator("[data-test=typical] tr:has-text('CRad-M') td").allInnerTexts();
  const [mean, deviation] = (shown[0] ?? "").split(/\s±\s/).map(Number);
  assert.equal(mean, Number(model.scaling.mean[at].toPrecision(4)));
  assert.equal(deviation, Number(model.scaling.sd[at].toPrecision(4)));
  // Of each group the median, and between which values its middle half lies.
  const groups = await glossary().locator("[data-test=groups] tr:has-text('CRad-M') td").allInnerTexts();
  for (const [place, group] of /** @type {const} */ (["primary", "metastasis"]).entries()) {
    const [low, middle, high] = model.distribution.groups[group][at].map((/** @type {number} */ z) =>
      Number((model.scaling.mean[at] + z * model.scaling.sd[at]).toPrecision(4)),
    );
    assert.equal(groups[place], `${middle} (${low} – ${high})`, group);
  }
  assert.deepEqual(await accessibility(page), []);
  await page.setViewportSize({ width: 320, height: 640 });
  const [whole, seen] = await glossary().evaluate((one) => [one.scrollWidth, one.clientWidth]);
  assert.equal(whole, seen, "nothing scrolls sideways");
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press("Escape");
  await glossary().waitFor({ state: "hidden" });
  assert.ok(await row.evaluate((term) => term === document.activeElement));
});

test("every term of the answer has a meaning, in both languages", async () => {
  const { page } = opened;
  for (const language of ["English", "中文"]) {
    await page.locator(`button:has-text("${language}")`).click();
    const terms = page.locator(".terms .term");
    const count = await terms.count();
    assert.ok(count >= 10, `${count} terms`);
    const said = new Set();
    for (let at = 0; at < count; at += 1) {
      const name = await terms.nth(at).innerText();
      await terms.nth(at).click();
      assert.equal(await glossary().locator("h2").innerText(), name);
      said.add(await meaning());
      await glossary().locator("button").click();
    }
    assert.equal(said.size, count, "no two terms mean the same");
  }
});

test("every feature of the table has a name and a meaning in Chinese", async () => {
  const { page } = opened;
  const names = await page.locator("[data-feature] th .term").allInnerTexts();
  assert.ok(names.length > 90);
  assert.deepEqual(
    names.filter((name) => !/\p{Script=Han}/u.test(name)),
    [],
  );
  await page.locator('[data-feature="original_shape_Sphericity"] .term').click();
  assert.match(await meaning(), /^区域接近球形的程度/);
  await page.keyboard.press("Escape");
});
