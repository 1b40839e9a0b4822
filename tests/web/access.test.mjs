// The page can be used without a mouse and with a screen reader, on a laptop and on a tablet, in both languages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SAMPLE } from "../support/cases.mjs";
import { file, image, mask } from "../support/nifti.mjs";
import { accessibility, answer, choose, launch, openPage, settled } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

const SIZES = /** @type {const} */ ([
  [1280, 720],
  [820, 1180],
  [600, 900],
]);

/** What has the focus: its label, text or id. @param {Page} page */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return [at?.id, at?.getAttribute("aria-label"), /** @type {HTMLElement | null} */ (at)?.innerText]
      .filter(Boolean)
      .join(" | ")
      .slice(0, 200);
  });

/** Presses Tab until something of that name has the focus. @param {Page} page @param {RegExp} name */
async function tabTo(page, name) {
  const seen = [];
  for (let press = 0; press < 150; press++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (name.test(now)) return;
    seen.push(now);
  }
  assert.fail(`${name} is not reached: ${seen.join(" · ")}`);
}

/** What stands beyond the window, or is cut off without a way to read it, at some sizes. @param {Page} page */
async function cutOff(page) {
  const found = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    const here = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const isText = (/** @type {Element} */ one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
      const cut = [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        if (box.width < 2 || !isText(one) || one.closest(".visually-hidden, .report, [tabindex='0'], select, noscript"))
          return false;
        const style = getComputedStyle(one);
        const hidden =
          /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && !one.getAttribute("title");
        return hidden || box.right > innerWidth + 1 || box.left < -1;
      });
      return [...(wide > 0 ? [`${wide} px too wide`] : []), ...cut.map((one) => one.outerHTML.slice(0, 150))];
    });
    found.push(...here.map((what) => `${width} × ${height}: ${what}`));
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  return found;
}

/** Pictures that say nothing to who cannot see them, and are not marked as ornament. @param {Page} page */
const mute = (page) =>
  page.evaluate(() => {
    const named = (/** @type {Element} */ one) =>
      (one.getAttribute("aria-label") ?? one.getAttribute("alt") ?? "").trim().length > 3;
    return [...document.querySelectorAll("svg, canvas, img")]
      .filter(
        (one) =>
          !one.closest("[aria-hidden=true]") && !one.parentElement?.closest("[role=img][aria-label]") && !named(one),
      )
      .map((one) => one.outerHTML.slice(0, 120));
  });

test("an empty case and one full of problems: read by axe, in reading order, at every size", async () => {
  const { page, context } = await openPage(site);
  assert.deepEqual(await accessibility(page), []);
  const long = "a_very_long_name_of_a_file_that_goes_on_and_on_T2_weighted_sagittal_spine_0001.nii";
  const two = mask(undefined, (x) => (x > 12 ? 2 : 1));
  await choose(page, [
    file("T1.nii", image(1)),
    file(long, image(2)),
    file("bad.nii", "no image"),
    file("seg.nii", two),
  ]);
  await settled(page);
  await page.fill("#age", "old");
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=missing]").waitFor();
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(await cutOff(page), []);
  assert.ok(await page.locator(".notice").isVisible());
  await page.locator("h1").click();
  /** @type {string[]} */
  const reached = [];
  for (let press = 0; press < 22; press++) {
    await page.keyboard.press("Tab");
    reached.push(await focused(page));
  }
  const wanted = ["age", "label", "What T1.nii is", "Remove T1.nii", "What seg.nii is", "Remove seg.nii"];
  const order = wanted.map((name) => reached.findIndex((found) => found.startsWith(name)));
  assert.deepEqual(
    order,
    [...order].sort((a, b) => a - b),
    reached.join(" · "),
  );
  assert.ok(
    order.every((at) => at >= 0),
    reached.join(" · "),
  );
  await context.close();
});

test("a whole case with keys alone, to the print dialog; then every screen, in both languages, light and dark, at every size", async () => {
  const { page, context, errors } = await openPage(site, {}, async (context) => {
    await context.addInitScript(() => {
      window.print = () => document.body.setAttribute("data-printed-times", "1");
    });
  });
  // Asked for early: the browser has to know before the key is pressed.
  const dialog = page.waitForEvent("filechooser");
  await tabTo(page, /^Choose files/);
  await page.keyboard.press("Enter");
  await (await dialog).setFiles(Object.values(SAMPLE.files));
  await settled(page);
  await tabTo(page, /^age/);
  await page.keyboard.type(String(SAMPLE.age));
  await tabTo(page, /^Analyse/);
  await page.keyboard.press("Enter");
  await answer(page);
  await tabTo(page, /^Print the report/);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("body").getAttribute("data-printed-times"), "1");

  for (const language of ["English", "中文"]) {
    await page.locator(".segments button", { hasText: language }).click();
    for (const screen of ["case", "batch", "models", "machine"]) {
      await page.locator(`.screens a[href="#/${screen}"]`).click();
      await page.locator(`main[data-screen=${screen}]`).waitFor();
      assert.deepEqual(await accessibility(page), [], `${screen}, ${language}`);
      assert.deepEqual(await mute(page), [], `${screen}, ${language}`);
      assert.deepEqual(await cutOff(page), [], `${screen}, ${language}`);
      assert.ok(await page.locator(".notice").isVisible());
    }
  }
  assert.deepEqual(errors, []);
  await context.close();
});
