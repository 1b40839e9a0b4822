// The page without a mouse, by ear, under a translator, in forced colours: what is done is said, and the focus goes where the
// work goes.
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { predict, SAMPLE, sampleAnswer } from "../support/cases.mjs";
import { file, image, nifti } from "../support/nifti.mjs";
import { accessibility, answer, cancelAt, choose, launch, openPage, settled } from "./browser.mjs";
import { focused, kept, press, watchFocus } from "./focus.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

const IMAGES = Object.entries(SAMPLE.files)
  .filter(([role]) => role !== "mask")
  .map(([, path]) => path);

test("from load to an answer in at most twelve stops of the keyboard, past the header by its link; Enter in the age analyses", async () => {
  for (const way of ["sample", "files"]) {
    const { page, context, errors } = await openPage(site);
    const dialog = page.waitForEvent("filechooser").catch(() => undefined);
    let stops = 0;
    const tabTo = async (/** @type {string} */ wanted) => {
      for (; stops < 40; ) {
        await page.keyboard.press("Tab");
        stops++;
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), wanted)) return;
      }
      assert.fail(`${wanted} is not reached`);
    };
    await tabTo(".skip");
    assert.equal(stops, 1, "the first stop");
    const box = await page.locator(".skip").boundingBox();
    assert.ok(box && box.y >= 0, "the link can be seen when it has the focus");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "MAIN");
    if (way === "sample") await tabTo(".empty button");
    else {
      await tabTo(".drop button");
      await page.keyboard.press("Enter");
      await (await dialog)?.setFiles(Object.values(SAMPLE.files));
      await settled(page);
      await tabTo("#age");
      await page.keyboard.type(String(SAMPLE.age));
    }
    await page.keyboard.press("Enter");
    await answer(page);
    assert.ok((await focused(page, "#answer-title")).includes(sampleAnswer().number));
    assert.ok(stops <= 12, `${way}: ${stops} stops`);
    // To the images from the top: the second link.
    await page.locator(".skip").first().focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await focused(page, ".panel canvas");
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test("the focus never falls to the body: sample, draw, close, discard, use, range, cancel, clear, remove, capsule, model; on a slow machine too", async () => {
  const { page, context, errors } = await openPage(site);
  const devtools = await context.newCDPSession(page);
  await page.locator(".empty button").focus();
  await watchFocus(page);
  await press(page, ".empty button");
  await kept(page, "sample");
  await answer(page);
  await focused(page, "#answer-title");
  await press(page, ".draw");
  assert.match(await focused(page, "canvas"), /slice/);
  await press(page, "[data-test=drawing] button[aria-label='Erase all']");
  await kept(page, "erase all");
  await press(page, "[data-test=drawing] button[aria-label='Undo']");
  await kept(page, "undo, which is off then");
  for (const name of ["Discard", "Discard"])
    await press(page, `[data-test=drawing] button:has-text('${name}'), [data-test=drawing] button:has-text('discard')`);
  await focused(page, ".draw");
  await press(page, ".draw");
  await focused(page, "canvas");
  await press(page, "[data-test=drawing] button:has-text('Close')");
  await focused(page, ".draw");
  await press(page, ".draw");
  await page.locator("[data-test=drawing]").waitFor();
  await press(page, "[data-test=drawing] button:has-text('Use')");
  await page.locator("[data-test=drawing]").waitFor({ state: "detached" });
  await kept(page, "use the mask");
  // The mask's file is new: the answer is stale, and its range may be measured or not.
  await press(page, ".start");
  await answer(page);
  await focused(page, "#answer-title");
  await page.locator("[data-sensitivity-of]").first().waitFor();
  await page.fill("#prevalence", "20");
  await page.locator("#prevalence").press("Enter");
  await press(page, ".prevalence button:not(.term)");
  await kept(page, "back to the share of training");
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "button:has-text('Case capsule')")]);
  await choose(page, [await download.path()]);
  await page.locator("[data-test=capsule][data-state=verified]").waitFor();
  await press(page, "[data-test=capsule] button:has-text('Close')");
  await kept(page, "close the capsule");
  const count = await page.locator(".file").count();
  await press(page, ".file .remove");
  await kept(page, "remove");
  assert.equal(await page.locator(".file").count(), count - 1);
  assert.ok(await page.evaluate(() => document.activeElement?.matches(".file .remove")), "on the next file");
  while ((await page.locator(".file").count()) > 0) {
    await press(page, ".file .remove");
    await kept(page, "remove, down to the last");
  }
  // After an answer, files that come are asked about; whatever is said, the focus stays on the page.
  for (const name of ["Leave", "New case"]) {
    await choose(page, IMAGES);
    await page.locator("[data-test=another]").waitFor();
    await press(page, `[data-test=another] button:has-text('${name}')`);
    await page.locator("[data-test=another]").waitFor({ state: "detached" });
    await kept(page, name);
  }
  await settled(page);
  await press(page, "button:has-text('Clear')");
  await kept(page, "clear");
  for (const rate of [4, 1]) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate });
    await press(page, ".empty button");
    await page.locator("[data-test=busy]").or(page.locator("[data-test=answer]")).waitFor();
    await kept(page, `sample again, ${rate} times as slow`);
    await answer(page);
    await kept(page, `its answer, ${rate} times as slow`);
    await press(page, "button:has-text('Clear')");
    await kept(page, `clear, ${rate} times as slow`);
  }
  await press(page, ".screens a[href='#/machine']");
  await press(page, "[data-test=selftest] button");
  await kept(page, "self-test");
  assert.deepEqual(errors, []);
  await context.close();
});

test("what happens is said: files and what is missing, the cancel, the range; slices by the number that is shown", async () => {
  const { page, context, errors } = await openPage(site);
  const told = sampleAnswer();
  const said = (/** @type {string} */ name, /** @type {RegExp | string} */ words) =>
    page.locator(`[role=status][data-test=${name}]`, { hasText: words }).waitFor({ state: "attached" });
  await choose(page, IMAGES);
  await said("announced-files", /Files given: T1; T2; T2-FS; T1-CE\. Missing: Mask\./);
  await choose(page, [SAMPLE.files.mask]);
  await said("announced-files", /Mask\. Nothing is missing\./);
  await page.fill("#age", String(SAMPLE.age));
  const cancelled = await cancelAt(page, ".track");
  await page.locator("#age").press("Enter");
  await cancelled();
  await said("announced", /cancelled/);
  await focused(page, ".start");
  await page.locator("#age").press("Enter");
  await said("announced", `${told.number} probability of metastasis. Classed as ${told.class}.`);
  await said("announced-sensitivity", `With the mask moved by one voxel: ${told.low} to ${told.high}`);
  const slider = page.locator(".panel[data-sequence=t1] .slices");
  const shown = await page.locator(".panel[data-sequence=t1] figcaption .quiet").innerText();
  assert.equal(await slider.getAttribute("aria-valuetext"), shown);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(
    ([before]) => document.querySelector(".panel[data-sequence=t1] .slices")?.getAttribute("aria-valuetext") !== before,
    [shown],
  );
  assert.equal(
    await slider.getAttribute("aria-valuetext"),
    await page.locator(".panel[data-sequence=t1] figcaption .quiet").innerText(),
  );
  assert.deepEqual(errors, []);
  await context.close();
});

test("the message that there is no mask has the button that draws one, and the first screen names three ways and no engine", async () => {
  const { page, context, errors } = await openPage(site);
  assert.equal(await page.locator(".steps li").count(), 3);
  assert.match(await page.locator(".steps").innerText(), /Drop a case[\s\S]*look at one[\s\S]*draw the lesion/);
  assert.equal(await page.locator("#engine").count(), 0);
  await choose(page, IMAGES);
  await settled(page);
  await page.locator(".panel").nth(3).waitFor();
  await page.fill("#age", "50");
  await page.locator("#age").press("Enter");
  await page.locator("[data-test=missing] [data-test=draw-one]").click();
  await page.locator("[data-test=drawing]").waitFor();
  await focused(page, "canvas");
  assert.deepEqual(errors, []);
  await context.close();
});

test("under a translator that wraps every text, another classifier, share or language shows its own class and number", async () => {
  const { page, context, errors } = await openPage(site);
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  await page.locator("[data-sensitivity-of]").first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  for (const selector of [".probability data", ".verdict [data-test=class]", ".choice .segments button", "#classifier"])
    assert.equal(
      await page
        .locator(selector)
        .first()
        .evaluate((one) => /** @type {HTMLElement} */ (one).translate),
      false,
    );
  // A translator replaces texts by elements of its own, here even where it was told not to.
  const translate = () =>
    page.evaluate(() => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts = [];
      for (let at = walk.nextNode(); at; at = walk.nextNode())
        if (at.nodeValue?.trim() && !at.parentElement?.closest("svg, option, script, style, font")) texts.push(at);
      for (const text of texts) {
        const font = document.createElement("font");
        font.textContent = `${text.nodeValue}`;
        text.parentNode?.replaceChild(font, text);
      }
    });
  const told = JSON.parse(predict(SAMPLE.files, SAMPLE.age));
  for (const classifier of ["svm", "random-forest", "extra-trees", "logistic-regression"]) {
    await translate();
    await page.locator("#classifier").selectOption(classifier);
    await page.locator(`.verdict[data-classifier=${classifier}]`).waitFor();
    const own = told.models.find((/** @type {any} */ one) => one.model === "CRad-M" && one.classifier === classifier);
    const text = await page.locator(".verdict").innerText();
    assert.ok(text.includes(`${(100 * own.probability).toFixed(1)}\u00a0%`), text);
    assert.ok(text.includes(`Classed as ${own.class}`), text);
    const drivers = await page.locator("[data-test=contributions]").innerText();
    assert.ok(drivers.includes(`${Math.abs(own.logit).toFixed(3)}`), drivers);
    assert.match((await page.locator("[data-test=announced]").textContent()) ?? "", new RegExp(`as ${own.class}`));
    const row = (await page.locator("[data-test=report] [data-report=CRad-M]").textContent()) ?? "";
    assert.ok(
      row.includes(`${(100 * own.probability).toFixed(1)}\u00a0%`) && row.includes(own.class),
      `on paper: ${row}`,
    );
  }
  await translate();
  await page.fill("#prevalence", "90");
  await page.locator("#prevalence").press("Enter");
  await page.locator("[data-test=no-class]").waitFor();
  const shifted = JSON.parse(predict(SAMPLE.files, SAMPLE.age, 1, undefined, "--prevalence", "0.9"));
  const own = shifted.models.find((/** @type {any} */ one) => one.model === "CRad-M");
  assert.ok((await page.locator(".verdict").innerText()).includes(`${(100 * own.probability).toFixed(1)}\u00a0%`));
  assert.deepEqual(errors, []);
  await context.close();
});

test("in forced colours what is chosen can be told: model, plane, tool, language, screen; every state is clean for axe, in both languages", async () => {
  for (const locale of ["en-US", "zh-CN"]) {
    const { page, context, errors } = await openPage(site, { locale, forcedColors: "active" });
    const clean = async (/** @type {string} */ state) =>
      assert.deepEqual(await accessibility(page), [], `${state}, ${locale}`);
    await clean("first screen");
    await page.locator(".empty button").click();
    await answer(page);
    await page.locator("[data-sensitivity-of]").first().waitFor();
    await clean("answer");
    const differs = async (/** @type {string} */ on, /** @type {string} */ off) => {
      const look = (/** @type {string} */ selector) =>
        page
          .locator(selector)
          .first()
          .evaluate((one) => getComputedStyle(one).backgroundColor);
      assert.notEqual(await look(on), await look(off), on);
    };
    await differs(".choice [aria-pressed=true]", ".choice [aria-pressed=false]");
    await differs(".viewer .segments [aria-pressed=true]", ".viewer .segments [aria-pressed=false]");
    await differs(".viewer .tool[aria-pressed=true]", ".viewer .tool[aria-pressed=false]");
    await differs(".top .segments [aria-pressed=true]", ".top .segments [aria-pressed=false]");
    await differs(".screens [aria-current=page]", ".screens a:not([aria-current])");
    await page.locator(".draw").click();
    await page.locator("[data-test=drawing]").waitFor();
    await clean("drawing");
    await differs(".drawing .tool[aria-pressed=true]", ".drawing .tool[aria-pressed=false]");
    assert.deepEqual(errors, []);
    await context.close();
  }
});

/** A mask of another place, and one that two labels are in. */
const FAR = file(
  "far_mask.nii",
  nifti({
    size: [24, 24, 12],
    affine: [
      [1, 0, 0, 900],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ],
    label: true,
    voxel: (index) => Number(index % 24 > 8 && index % 24 < 16),
  }),
);

test("axe finds nothing in any state: busy, failed, asked, refused, a capsule, a batch, models, a machine that was tested, a term", async () => {
  for (const options of [
    { locale: "en-US" },
    { locale: "zh-CN" },
    { locale: "zh-CN", forcedColors: /** @type {const} */ ("active") },
  ]) {
    const { page, context, errors } = await openPage(site, options);
    const clean = async (/** @type {string} */ state) =>
      assert.deepEqual(await accessibility(page), [], `${state}, ${options.locale}`);
    const go = async (/** @type {string} */ screen) => {
      await page.locator(`.screens a[href="#/${screen}"]`).click();
      await page.locator(`main[data-screen=${screen}]`).waitFor();
    };
    await choose(page, IMAGES);
    await choose(page, [FAR]);
    await page.locator("[data-test=mask-check] .message").waitFor();
    await page.fill("#age", "89+");
    await page.locator(".start").click();
    await page.locator("[data-test=missing]").waitFor();
    await clean("a mask of elsewhere, an age that is none");
    await page.fill("#age", "61");
    await page.locator(".start").click();
    await page.locator("[data-test=failure]").waitFor({ timeout: 240_000 });
    await clean("failed");
    await page.locator(".card-head button.words").first().click();
    await page.locator(".empty button").click();
    await page.locator("[data-test=busy]").or(page.locator("[data-test=answer]")).waitFor();
    await clean("busy");
    await answer(page);
    await page.fill("#prevalence", "1");
    await page.locator("#prevalence").press("Enter");
    await page.locator(".prevalence .problem").waitFor();
    await clean("a share that is none");
    const capsule = page.waitForEvent("download");
    await page.locator("[data-test=report-card] button").nth(1).click();
    const path = await (await capsule).path();
    await page.locator("[data-test=contributions] .term").first().click();
    await page.locator("[data-test=glossary] h2").waitFor();
    await clean("a term");
    await page.keyboard.press("Escape");
    await choose(page, [path]);
    await page.locator("[data-test=capsule][data-state=verified]").waitFor({ timeout: 240_000 });
    await clean("a capsule");
    await page.locator(".card-head button.words").first().click();
    await choose(page, [...IMAGES, SAMPLE.files.mask]);
    await settled(page);
    await choose(page, [file("b_T1.nii", image(1)), file("b_T2.nii", image(2))]);
    await page.locator("[data-test=another]").waitFor();
    await clean("asked");
    await go("batch");
    await clean("no batch");
    await page.locator("[data-test=batch] input[data-picker]").setInputFiles(dirname(SAMPLE.files.t1));
    await page.locator("tr[data-case]").first().waitFor();
    await clean("a batch with what is asked");
    await go("models");
    await page.locator("[data-test=used] .performance").waitFor();
    await page.locator("[data-test=train-form] input[data-picker]").setInputFiles([file("bad.csv", "a;b\n1;2\n")]);
    await page.locator("[data-test=table-problem]").waitFor();
    await clean("a table that is none");
    await go("machine");
    await page.locator("[data-test=selftest] button").first().click();
    await page.locator("[data-test=selftest-done]").first().waitFor({ timeout: 240_000 });
    await clean("tested");
    assert.deepEqual(errors, []);
    await context.close();
  }
});

/** Words that stand on several lines in a table that has a frame of its own. @param {Page} page */
const brokenWords = (page) =>
  page.locator(".scroll-x :is(th, td)").evaluateAll((cells) =>
    cells.flatMap((cell) => {
      const found = /** @type {string[]} */ ([]);
      const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let at = walk.nextNode(); at; at = walk.nextNode())
        for (const { 0: word, index } of (at.nodeValue ?? "").matchAll(/[\w.]{2,}/g)) {
          const range = document.createRange();
          range.setStart(at, index);
          range.setEnd(at, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
        }
      return found;
    }),
  );

test("at 320 px nothing scrolls sideways but wide tables in frames of their own: every screen, with all that folds open", async () => {
  for (const locale of ["en-US", "zh-CN"]) {
    const { page, context, errors } = await openPage(site, { locale, viewport: { width: 320, height: 640 } });
    const wide = async (/** @type {string} */ state) => {
      for (const summary of await page.locator("details:not([open]) > summary").all())
        if (await summary.isVisible()) await summary.click();
      const [width, window] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      assert.equal(width, window, `${state}, ${locale}`);
    };
    await wide("first screen");
    await page.locator(".empty button").click();
    await answer(page);
    await page.locator("[data-sensitivity-of]").first().waitFor();
    await wide("answer");
    await page.locator(".draw").click();
    await page.locator("[data-test=drawing]").waitFor();
    await wide("drawing");
    await page.locator("[data-test=drawing] button").last().scrollIntoViewIfNeeded();
    for (const screen of ["batch", "models", "machine"]) {
      await page.locator(`.screens a[href="#/${screen}"]`).click();
      await page.locator(`main[data-screen=${screen}]`).waitFor();
      if (screen === "batch") {
        await page.locator("[data-test=batch] input[data-picker]").setInputFiles(dirname(SAMPLE.files.t1));
        await page.locator("tr[data-case]").first().waitFor();
      }
      await wide(screen);
      assert.deepEqual(await brokenWords(page), [], `${screen}, ${locale}`);
    }
    assert.deepEqual(errors, []);
    await context.close();
  }
});
