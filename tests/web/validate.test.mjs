// A model on a site's own cases: figures, the choice, and a model file for the site, as the command line writes it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { cohort } from "../support/cohort.mjs";
import { discern } from "../support/discern.mjs";
import { accessibility, onePage } from "./browser.mjs";

const opened = onePage();
const { folder } = opened;
const at = (/** @type {string} */ name) => join(folder, name);
before(async () => {
  writeFileSync(at("features.csv"), cohort());
  writeFileSync(at("params.yaml"), "imageType:\n  Original: {}\nsetting:\n  label: 1\n");
  const chosen = ["--classifiers", "logistic-regression", "--name", "small"];
  discern("train", at("features.csv"), "--params", at("params.yaml"), "--out", at("small.json"), ...chosen);
  // Other cases of the same kind, in which most metastases are called primaries: the log-odds are too high.
  const [head, ...rows] = cohort(400).trim().split("\n");
  const local = rows.filter((row, index) => row.split(",")[4] === "0" || index % 8 === 1);
  writeFileSync(at("local.csv"), `${[head, ...local].join("\n")}\n`);
});

/** The screen of models with the small model in use and the local cases as table. */
async function ready() {
  const { page } = opened;
  await page.locator('.screens a[href="#/models"]').click();
  await page.locator("[data-test=used] input[data-picker]").setInputFiles(at("small.json"));
  const { sha256 } = JSON.parse(readFileSync(at("small.json"), "utf8"));
  await page.locator(`[data-test=used][data-sha256="${sha256}"]`).waitFor();
  const table = page.locator("[data-test=train-form] input[data-picker]");
  await table.setInputFiles([at("local.csv"), at("params.yaml")]);
  await page.locator("[data-test=table]", { hasText: "local.csv" }).waitFor();
  return { page, sha256 };
}

test("figures and the model file of a place are the command line's", async () => {
  const { page, sha256 } = await ready();
  const told = JSON.parse(discern("validate", at("small.json"), at("local.csv"), "--format", "json"));
  await page.locator("[data-test=validate] button:has-text('Validate the model in use')").click();
  await page.locator("[data-test=validated]").waitFor();
  for (const { key, estimate } of told.figures) {
    const shown = await page.locator(`[data-figure="${key}"] data`).first().getAttribute("value");
    assert.equal(Number(shown), estimate.value, key);
  }
  assert.deepEqual(await accessibility(page), []);
  assert.equal(await page.locator("[data-test=made]").count(), 0, "nothing is recalibrated unasked");
  await page.locator("[data-test=update]").selectOption("intercept");
  await page.locator("button:has-text('Make a model file for this place')").click();
  const made = page.locator("[data-test=made]");
  await made.waitFor();
  discern("validate", at("small.json"), at("local.csv"), "--recalibrate", "intercept", "--out", at("here.json"));
  const download = page.waitForEvent("download");
  await page.locator("[data-save=local-model]").click();
  const saved = readFileSync(await (await download).path(), "utf8");
  assert.equal(saved, readFileSync(at("here.json"), "utf8"));
  assert.equal(JSON.parse(saved).recalibrated.parent_sha256, sha256);
  await made.locator("button:has-text('Use for cases')").click();
  await page.locator("[data-test=recalibrated]").waitFor();
  // The figures were those of the former model.
  await page.locator("[data-test=validated]").waitFor({ state: "detached" });
  assert.deepEqual(await accessibility(page), []);
});

test("a table of other settings, or of training cases alone, is refused in words", async () => {
  const { page } = await ready();
  writeFileSync(at("other.yaml"), "imageType:\n  Original: {}\nsetting:\n  binWidth: 7\n");
  const problem = page.locator("[data-test=validate-problem]");
  const run = page.locator("[data-test=validate] button:has-text('Validate the model in use')");
  const table = page.locator("[data-test=train-form] input[data-picker]");
  await table.setInputFiles([at("local.csv"), at("other.yaml")]);
  await page.locator("[data-test=table]", { hasText: "other.yaml" }).waitFor();
  await run.click();
  await problem.filter({ hasText: /settings/ }).waitFor();
  const [head, ...rows] = readFileSync(at("features.csv"), "utf8").trim().split("\n");
  writeFileSync(at("trained.csv"), `${[head, ...rows.filter((row) => row.includes(",train,"))].join("\n")}\n`);
  await table.setInputFiles([at("trained.csv"), at("params.yaml")]);
  await page.locator("[data-test=table]", { hasText: "trained.csv" }).waitFor();
  await run.click();
  await problem.filter({ hasText: /training cases of this model/ }).waitFor();
});
