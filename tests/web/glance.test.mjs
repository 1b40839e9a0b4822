// The answer in five seconds: it comes into view and takes the focus wherever the page was, number and lesion stand together,
// and its doubt is said before the number.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { predict, SAMPLE, sampleAnswer } from "../support/cases.mjs";
import { file, image, mask } from "../support/nifti.mjs";
import { accessibility, answer, choose, fillCase, launch, openPage, settled } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

/** Sizes of windows; the last two are 1280 × 720 and 640 × 720 at 200 %. Whether images stand beside the number. */
const SIZES = /** @type {const} */ ([
  [1440, 900, true],
  [1280, 720, true],
  [1024, 768, true],
  [768, 1024, false],
  [390, 844, false],
  [640, 360, false],
  [320, 360, false],
]);

/** Where elements are in the window, and where the header ends. @param {Page} page */
const places = (page) =>
  page.evaluate(() => {
    const box = (/** @type {Element | null} */ one) => {
      const { left, right, top, bottom } = one?.getBoundingClientRect() ?? new DOMRect();
      return { left, right, top, bottom };
    };
    return {
      number: box(document.querySelector(".verdict .probability")),
      images: [...document.querySelectorAll(".panel canvas")].map(box),
      features: box(document.querySelector("[data-test=features]")),
      drivers: box(document.querySelector("[data-test=contributions]")),
      header: box(document.querySelector(".top")).bottom,
      focus: document.activeElement?.id,
      said: document.querySelector("[data-test=announced]")?.textContent,
    };
  });

test("at every size the answer comes into view, has the focus, is said with its value, and the lesion stands with it", async () => {
  const shown = sampleAnswer();
  const { page, context, errors } = await openPage(site);
  await choose(page, Object.values(SAMPLE.files));
  await settled(page);
  await page.fill("#age", String(SAMPLE.age));
  for (const [width, height, beside] of SIZES) {
    await page.setViewportSize({ width, height });
    const before = await page.locator(".answer").getAttribute("data-when");
    // From the top, from a little below, from the end of the page.
    for (const from of [0, 112, 100_000].slice(0, width === 1440 ? 3 : 1)) {
      const last = await page.locator(".answer").getAttribute("data-when");
      await page.locator(".start").focus();
      await page.evaluate((top) => scrollTo(0, top), from);
      await page.keyboard.press("Enter");
      await page.locator(`[data-test=answer]${last ? `:not([data-when="${last}"])` : ""}`).waitFor();
      await page.waitForFunction(() => document.activeElement?.id === "answer-title");
      await page.locator(".panel canvas").nth(3).waitFor();
      const { number, images, header, features, drivers, said } = await places(page);
      const where = `${width} × ${height} from ${from}: ${JSON.stringify({ number, images, header })}`;
      assert.ok(number.top >= header && number.bottom <= height, where);
      assert.ok(number.left >= 0 && number.right <= width, where);
      const heard = `${shown.number} probability of metastasis. Classed as ${shown.class}.`;
      assert.ok(said?.endsWith(heard), `${said}, not ${heard}`);
      for (const one of images) assert.ok(one.bottom < features.top && one.bottom < drivers.top, where);
      if (beside) {
        for (const one of images)
          assert.ok(one.left > number.right && one.top >= header && one.bottom <= height, `beside: ${where}`);
      } else
        assert.ok(
          images.every((one) => one.top > number.bottom),
          `below: ${where}`,
        );
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        `${width} px without a scroll bar sideways`,
      );
    }
    assert.notEqual(await page.locator(".answer").getAttribute("data-when"), before);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

test("class, rule, and how often the model was right: as the model file says, external cases first", async () => {
  const { page, context, errors } = await openPage(site);
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  const told = JSON.parse(predict(SAMPLE.files, SAMPLE.age));
  for (const [model, classifier] of [
    ["CRad-M", "logistic-regression"],
    ["Rad-M", "svm"],
    ["CRad-M", "random-forest"],
  ]) {
    await page.locator(".choice button", { hasText: new RegExp(`^${model}$`) }).click();
    await page.locator("#classifier").selectOption(String(classifier));
    const card = page.locator(`.verdict[data-model="${model}"][data-classifier="${classifier}"]`);
    await card.waitFor();
    const own = told.models.find((/** @type {any} */ m) => m.model === model && m.classifier === classifier);
    const percent = (/** @type {number} */ value) => `${(100 * value).toFixed(1)}\u00a0%`;
    const rule = own.probability < own.threshold ? "is below" : "is not below";
    assert.ok(
      (await card.locator(".class").innerText()).includes(
        `Classed as ${own.class}, as ${percent(own.probability)} ${rule} the model’s threshold of ${percent(own.threshold)}`,
      ),
      await card.innerText(),
    );
    // A class that is the less probable one is never without its sentence.
    const odd = own.class === "metastasis" ? own.probability < 0.5 : own.probability > 0.5;
    assert.equal(await card.locator("[data-test=less-probable]").count(), odd ? 1 : 0);
    const accuracy = await card.locator("[data-test=accuracy]").innerText();
    assert.match(accuracy, /In the external test \(\d+ simulated cases, \d+ metastases\)/);
    assert.match(accuracy, /[\d.]+\s% \(95\s% CI [\d.]+–\u2060[\d.]+\s%\) of the metastases \(sensitivity\)/);
    assert.match(accuracy, /\(specificity\)/);
    assert.match(accuracy, own.class === "primary" ? /were primary tumours \(NPV\)/ : /were metastases \(PPV\)/);
    assert.match(await card.locator("[data-test=trained-on]").innerText(), /^Trained on \d+ simulated cases/);
  }
  // The numbers are those of the table of models.
  await page.locator(".choice button", { hasText: /^CRad-M$/ }).click();
  await page.locator("#classifier").selectOption("logistic-regression");
  const text = (await page.locator(".verdict [data-test=accuracy]").innerText()).replaceAll("\u00a0", " ");
  await page.locator('.screens a[href="#/models"]').click();
  const cells = page.locator('[data-test=used] [data-row="CRad-M logistic-regression"] td data');
  const values = await cells.evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));
  for (const [name, at] of /** @type {const} */ ([
    ["sensitivity", 1],
    ["specificity", 2],
  ]))
    assert.ok(text.includes(`${(100 * (values[at] ?? 0)).toFixed(1)} % (95 % CI`), `${name}: ${text}, ${values}`);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a case unlike those of training is said so before the number, in words, on the number, to screen readers and in print", async () => {
  const { page, context, errors } = await openPage(site);
  await fillCase(page, [
    ...["t1", "t2", "t2fs", "t1ce"].map((name, at) => file(`${name}.nii`, image(at + 1))),
    file("mask.nii", mask()),
  ]);
  await page.fill("#age", "118");
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  const card = page.locator(".verdict");
  assert.equal(await card.getAttribute("data-level"), "outside");
  assert.match(
    await card.locator("h2").innerText(),
    /^\s*Unlike the training cases: do not rely on this number\.\s*(> )?\d/,
  );
  assert.match((await page.locator("[data-test=announced]").textContent()) ?? "", /^Unlike the training cases/);
  assert.match(await card.locator("[data-test=why-unlike]").innerText(), /training range: .*Age/);
  const look = await card.locator(".probability").evaluate((one) => {
    const { color, backgroundImage } = getComputedStyle(one);
    return { color, backgroundImage, quiet: getComputedStyle(document.querySelector(".quiet") ?? one).color };
  });
  assert.match(look.backgroundImage, /gradient/, "hatched");
  assert.equal(look.color, look.quiet, "muted");
  assert.equal(await card.locator(".knob.high, .knob.low").count(), 0);
  await page.locator("[data-sensitivity-of]").first().waitFor();
  assert.match(
    await card.locator("[data-test=class-sensitivity]").innerText(),
    /^> 99\.9\s% when the mask/,
    "no range of one number",
  );
  assert.deepEqual(await accessibility(page), []);
  await page.emulateMedia({ media: "print" });
  const report = await page.locator("[data-test=report]").innerText();
  assert.ok(report.indexOf("Unlike the training cases") < report.indexOf("\u00a0%"), report);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.equal((pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length, 1, "one page, with all its notes");
  assert.deepEqual(errors, []);
  await context.close();
});
