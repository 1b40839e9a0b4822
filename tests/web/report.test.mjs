// The printed report adds up to the digit it shows, and its pictures can be read alone: sides, scale, window, size.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";
import { predict, SAMPLE } from "../support/cases.mjs";
import { answer, onePage } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const opened = onePage(async (page) => {
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  await page.locator("[data-test=report] .shots img").nth(3).waitFor({ state: "attached" });
});

const load = async (/** @type {string} */ path) =>
  (await runnerImport(join(root, path), { configFile: false, root, logLevel: "error" })).module;

test("parts are rounded so that they add up, each by less than one unit; parts of another sum are rounded alone", async () => {
  const { addUp } = await load("www/ui/add_up.ts");
  // Numbers that are no secret: a fixed sequence, so that a failure comes again.
  let seed = 7;
  const next = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647 - 0.5;
  };
  for (let turn = 0; turn < 500; turn++) {
    const parts = Array.from({ length: 1 + (turn % 12) }, () => 10 * next());
    const total = parts.reduce((sum, part) => sum + part, 0);
    for (const decimals of [0, 1, 3]) {
      const [unit, shown] = [10 ** decimals, addUp(parts, total, decimals)];
      const sum = shown.reduce(
        (/** @type {number} */ all, /** @type {number} */ one) => all + Math.round(one * unit),
        0,
      );
      assert.equal(sum, Math.round(total * unit) + 0, `${parts}`);
      for (const [at, part] of parts.entries()) assert.ok(Math.abs(shown[at] - part) < 1 / unit + 1e-9);
    }
  }
  assert.deepEqual(addUp([1.234, 2.345], 99, 1), [1.2, 2.3]);
  assert.deepEqual(addUp([], 0, 3), []);
});

/** A number as it is printed, in units of its last digit. @param {string} text @param {number} decimals */
const units = (text, decimals) => Math.round(Number(text.trim().replace("\u2212", "-")) * 10 ** decimals);

test("on paper and on the screen the rows make the sum, and the points the total, as they stand there: every model, another share", async () => {
  const { page } = opened;
  const report = page.locator("[data-test=report]");
  const check = async (/** @type {string} */ what, /** @type {any} */ own) => {
    const rows = report.locator("[data-test=printed-change]");
    const printed = (await rows.allTextContents()).map((text) => units(text, 3));
    const sum = units((await report.locator("[data-test=printed-sum]").textContent()) ?? "", 3);
    assert.equal(
      printed.reduce((all, one) => all + one, 0),
      sum,
      what,
    );
    assert.equal(sum, Math.round(own.logit * 1000), what);
    assert.equal(await report.locator("[data-step=base]").count(), 1, what);
    const shown = await page
      .locator(".waterfall tbody td:last-child data, .waterfall tfoot td:last-child data")
      .allTextContents();
    const [total = 0, ...steps] = shown.map((text) => units(text, 3)).toReversed();
    assert.equal(
      steps.reduce((all, one) => all + one, 0),
      total,
      what,
    );
    const points = await report.locator("tbody [data-report-points]").allTextContents();
    if (points.length === 0) return;
    const whole = units((await report.locator("tfoot [data-report-points]").textContent())?.split("→")[0] ?? "", 0);
    assert.equal(
      points.reduce((all, text) => all + units(text, 0), 0),
      whole,
      what,
    );
    await page.locator("[data-test=contributions] [aria-pressed]:has-text('Nomogram')").click();
    const table = page.locator("[data-test=nomogram] table");
    const listed = await table.locator("tbody td:last-child").allTextContents();
    assert.equal(
      listed.reduce((all, text) => all + units(text, 0), 0),
      units((await table.locator("tfoot td:last-child").textContent()) ?? "", 0),
      what,
    );
    await page.locator("[data-test=contributions] [aria-pressed]:has-text('Waterfall')").click();
  };
  const told = JSON.parse(predict(SAMPLE.files, SAMPLE.age));
  for (const own of told.models.filter((/** @type {any} */ one) => !one.baseline && one.explanation !== "none")) {
    await page.locator(".choice button", { hasText: new RegExp(`^${own.model}$`) }).click();
    await page.locator("#classifier").selectOption(own.classifier);
    await page.locator(`.verdict[data-model="${own.model}"][data-classifier="${own.classifier}"]`).waitFor();
    await page.locator(`[data-test=curves][data-of="${own.model} ${own.classifier}"]`).waitFor();
    await check(`${own.model} ${own.classifier}`, own);
  }
  await page.locator(".choice button", { hasText: /^CRad-M$/ }).click();
  await page.locator("#classifier").selectOption("logistic-regression");
  await page.fill("#prevalence", "97");
  await page.locator("#prevalence").press("Enter");
  await page.locator('.prevalence [data-assumed="0.97"]').waitFor();
  const shifted = JSON.parse(predict(SAMPLE.files, SAMPLE.age, 1, undefined, "--prevalence", "0.97"));
  const own = shifted.models.find((/** @type {any} */ one) => one.model === "CRad-M");
  await page.waitForFunction(
    (share) => document.querySelector("[data-test=report] tfoot [data-report-points]")?.textContent?.includes(share),
    `${(100 * own.probability).toFixed(1)}\u00a0%`,
  );
  await check("97 % metastases", own);
  await page.locator("button:has-text('As among the training cases')").click();
  await page.locator(".verdict [data-test=class]").waitFor();
});

test("pictures have the sides of the body and a scale, captions the window; size, rule and accuracy are printed, in both languages", async () => {
  const { page } = opened;
  const report = page.locator("[data-test=report]");
  for (const [language, words] of /** @type {const} */ ([
    [
      "中文",
      {
        size: /^病灶（T1加权）：最长径 [\d.]+\smm，体积 [\d.]+\smL。$/,
        window: /^窗宽 [\d.]+，窗位 −?[\d.]+$/,
        accuracy: /外部测试.*灵敏度.*特异度.*(阴性|阳性)预测值/,
      },
    ],
    [
      "English",
      {
        size: /^Lesion on T1-weighted: longest diameter [\d.]+\smm, volume [\d.]+\smL\.$/,
        window: /^window [\d.]+, level −?[\d.]+$/,
        accuracy: /In the external test .*\(sensitivity\).*\(specificity\).*\([NP]PV\)/,
      },
    ],
  ])) {
    await page.locator(".segments button", { hasText: language }).click();
    assert.match((await report.locator("[data-test=report-size]").textContent()) ?? "", words.size);
    for (const text of await report.locator("[data-test=report-window]").allTextContents())
      assert.match(text, words.window);
    assert.match((await report.locator("[data-test=report-accuracy]").textContent()) ?? "", words.accuracy);
    // The p value is the share of the training's distribution that the screen tells in per cent.
    const p = Number(/p\s=\s(0\.\d+)/.exec((await report.locator("[data-report]").first().textContent()) ?? "")?.[1]);
    const share = Number(
      /(\d+\.\d)\s?%/.exec(await page.locator("[data-test=similarity] > p").first().innerText())?.[1],
    );
    assert.ok(Math.abs(100 * p - share) <= 0.051, `p = ${p} on paper, ${share} % on the screen`);
    await page.emulateMedia({ media: "print" });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    assert.equal((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length, 1, "one page");
    await page.emulateMedia({ media: "screen" });
  }
  // White ink in the middle of each edge and along a bar at the bottom left: on the sample's black margins nothing else is.
  const { barLength } = await load("www/report/annotate.ts");
  assert.equal(barLength(420, 420 / 153.6), 50);
  assert.equal(barLength(420, 2), 50);
  assert.equal(barLength(420, 1), 100);
  const drawn = await report.locator(".shots img").evaluateAll((all) =>
    all.map((one) => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 420;
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      pen.drawImage(/** @type {HTMLImageElement} */ (one), 0, 0);
      const white = (
        /** @type {number} */ x,
        /** @type {number} */ y,
        /** @type {number} */ w,
        /** @type {number} */ h,
      ) => {
        const { data } = pen.getImageData(x, y, w, h);
        let found = 0;
        for (let at = 0; at < data.length; at += 4) if (Math.min(...data.slice(at, at + 3)) > 250) found++;
        return found;
      };
      return {
        edges: [white(10, 198, 24, 24), white(386, 198, 24, 24), white(198, 10, 24, 24), white(198, 386, 24, 24)],
        bar: white(14, 402, 137, 4),
        label: white(14, 376, 80, 20),
      };
    }),
  );
  for (const { edges, bar, label } of drawn) {
    for (const ink of edges) assert.ok(ink > 10, JSON.stringify(drawn));
    assert.ok(bar > 0.95 * 136 * 4 && label > 30, JSON.stringify(drawn));
  }
});
