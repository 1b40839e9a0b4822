// The screens beside that of one case by keyboard alone: a batch and its rows, models, a training and its cancel. Where the focus is can
// be seen, and it never falls to the body.
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { SAMPLE } from "../support/cases.mjs";
import { cohort } from "../support/cohort.mjs";
import { file } from "../support/nifti.mjs";
import { answer, launch, openPage, settled } from "./browser.mjs";
import { focused, kept, press, ringed, watchFocus } from "./focus.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

/** Presses a button that asks for a file, and gives it one. @param {import("playwright-core").Page} page @param {string} selector @param {any} files */
async function give(page, selector, files) {
  const dialog = page.waitForEvent("filechooser");
  await press(page, selector);
  await (await dialog).setFiles(files);
}

test("a heading that takes the focus is ringed for the keyboard, and not for the mouse", async () => {
  const { page, context, errors } = await openPage(site);
  await press(page, ".empty button");
  await answer(page);
  await focused(page, "#answer-title");
  assert.ok(await ringed(page), "the answer");
  await press(page, ".card-head button.words");
  await page.locator(".empty button").click();
  await answer(page);
  await focused(page, "#answer-title");
  assert.ok(!(await ringed(page)), "after a press of the mouse");
  assert.deepEqual(errors, []);
  await context.close();
});

test("a batch by keyboard: chosen, its age corrected, run, cancelled, a row opened as a case and analysed", async () => {
  const { page, context, errors } = await openPage(site);
  await page.locator('.screens a[href="#/batch"]').focus();
  await watchFocus(page);
  await page.keyboard.press("Enter");
  await page.locator("main[data-screen=batch]").waitFor();
  await give(page, "[data-test=batch] .drop button", dirname(SAMPLE.files.t1));
  const row = page.locator("tr[data-case]").first();
  await row.waitFor();
  await kept(page, "folder");
  const age = row.locator("input.amount").first();
  await age.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("89+");
  await page.keyboard.press("Shift+Tab");
  await row.locator(".caution").first().waitFor();
  await age.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(String(SAMPLE.age));
  await page.keyboard.press("Shift+Tab");
  await row.locator("input[aria-invalid=false]").first().waitFor();
  await kept(page, "age");
  await press(page, "[data-test=batch] .button.primary");
  await kept(page, "analyse");
  await page.locator("tr[data-state=done]").first().waitFor();
  await page.locator("[data-test=batch][aria-busy=false]").waitFor();
  await kept(page, "the end of the run");
  assert.ok(await ringed(page));
  await press(page, "tr[data-state=done] button.words");
  await page.locator("main[data-screen=case]").waitFor();
  await settled(page);
  await kept(page, "open as a case");
  await press(page, ".start");
  await answer(page);
  await focused(page, "#answer-title");
  assert.deepEqual(errors, []);
  await context.close();
});

test("models by keyboard: refused, a table refused, trained, cancelled, trained, evaluated, put in use and left again", async () => {
  const { page, context, errors } = await openPage(site);
  await page.locator('.screens a[href="#/models"]').focus();
  await watchFocus(page);
  await page.keyboard.press("Enter");
  await page.locator("[data-test=used] .performance").waitFor();
  const json = { name: "bad.json", mimeType: "application/json", buffer: Buffer.from("{}") };
  await give(page, "[data-test=used] .card-head .button", json);
  await page.locator("[data-test=opened] .message.error").waitFor();
  await kept(page, "a model that is none");
  const choose = "[data-test=train-form] .card-head .button";
  await give(page, choose, [file("bad.csv", "a,b\n1,2\n")]);
  await page.locator("[data-test=table-problem]").waitFor();
  await kept(page, "a table that is none");
  await give(page, choose, [
    file("features.csv", cohort()),
    file("params.yaml", "imageType:\n  Original: {}\nsetting:\n  label: 1\n"),
  ]);
  await page.locator("[data-test=table]").waitFor();
  await kept(page, "a table");
  for (const box of await page.locator(".checks [data-classifier] input").all())
    if (await box.evaluate((one) => !/logistic/.test(one.closest("label")?.dataset["classifier"] ?? ""))) {
      await box.focus();
      await page.keyboard.press("Space");
    }
  await press(page, "[data-test=train-form] > button.button");
  await page.locator("[data-test=training]").waitFor();
  await kept(page, "train");
  assert.ok(await ringed(page), "while it trains");
  await press(page, "[data-test=training] button");
  await page.locator("[data-test=training]").waitFor({ state: "detached" });
  await kept(page, "cancel");
  await press(page, "[data-test=train-form] > button.button");
  await page.locator("[data-save=report]").waitFor();
  await kept(page, "the evaluation");
  await press(page, "[data-test=trained-model] summary");
  await page.locator("[data-figure]").first().waitFor();
  await kept(page, "figures");
  await press(page, "[data-test=trained-model] .card-head .button");
  await page.locator("[data-test=used][data-origin=trained]").waitFor();
  await kept(page, "use");
  await press(page, "[data-test=used] .card-head .row > button:first-child");
  await page.locator("[data-test=used][data-origin=bundled]").waitFor();
  await kept(page, "back to the bundled model");
  assert.deepEqual(errors, []);
  await context.close();
});
