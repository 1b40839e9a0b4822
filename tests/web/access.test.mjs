// The page can be used without a mouse and with a screen reader, on a laptop and on a tablet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessibility, choose, launch, openPage, settled } from "./browser.mjs";
import { file, image, mask } from "../support/nifti.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

test("axe finds nothing wrong with the empty page and with one full of problems", async () => {
  const { page, context } = await openPage(site);
  assert.deepEqual(await accessibility(page), []);
  await choose(page, [file("T1.nii", image(1)), file("bad.nii", "no image"), file("seg.nii", mask(undefined, (x) => (x > 12 ? 2 : 1)))]);
  await settled(page);
  await page.fill("#age", "old");
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=missing]").waitFor();
  assert.deepEqual(await accessibility(page), []);
  await context.close();
});

test("every control is reached with the Tab key, in reading order", async () => {
  const { page, context } = await openPage(site);
  await choose(page, [file("T1.nii", image(1)), file("seg.nii", mask(undefined, (x) => (x > 12 ? 2 : 1)))]);
  await settled(page);
  const reached = [];
  for (let press = 0; press < 18; press++) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute("aria-label") ?? at?.id ?? "";
    }));
  }
  const wanted = ["What T1.nii is", "Remove T1.nii", "What seg.nii is", "Remove seg.nii", "age", "label"];
  assert.deepEqual(reached.filter((name) => wanted.includes(name)).slice(0, wanted.length), wanted);
  await context.close();
});

test("nothing runs out of the page from a laptop to a tablet", async () => {
  const { page, context } = await openPage(site);
  await choose(page, [file("a_very_long_name_of_a_file_that_goes_on_and_on_T1_weighted_sagittal_spine_0001.nii", image(1))]);
  await settled(page);
  for (const [width, height] of /** @type {const} */ ([[1280, 720], [1024, 768], [768, 1024], [600, 900]])) {
    await page.setViewportSize({ width, height });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(beyond, 0, `${width} × ${height}`);
    assert.ok(await page.locator(".notice").isVisible());
  }
  await context.close();
});
