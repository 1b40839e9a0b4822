// Where the focus is, and that it never falls to the body.
import assert from "node:assert/strict";

/** @typedef {import("playwright-core").Page} Page */

/** Waits until something inside the page has the focus, and gives it. @param {Page} page @param {string} [wanted] a selector */
export async function focused(page, wanted = "*") {
  const held = await page.waitForFunction((wanted) => {
    const at = document.activeElement;
    return at && at !== document.body && at.isConnected && at.matches(wanted) ? at : null;
  }, wanted);
  return held.evaluate((at) => [at?.id, at?.getAttribute("aria-label"), at?.textContent].filter(Boolean).join(" | "));
}

/**
 * From now on every picture that the page draws is looked at: one in which nothing has the focus is counted, under the last
 * gesture. @param {Page} page
 */
export const watchFocus = (page) =>
  page.evaluate(() => {
    const lost = /** @type {string[]} */ ([]);
    Object.assign(window, { lost, gesture: "" });
    const look = () => {
      const { activeElement: at } = document;
      if (!at || at === document.body || at.matches(":disabled")) lost.push(Reflect.get(window, "gesture"));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

/** After a gesture the focus is on the page, and was so in every picture since it was watched. @param {Page} page @param {string} gesture */
export async function kept(page, gesture) {
  await focused(page);
  const lost = await page.evaluate(async () => {
    for (let frame = 0; frame < 8; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return Reflect.get(window, "lost");
  });
  assert.deepEqual(lost, [], `up to "${gesture}": the focus fell to the body after these gestures`);
}

/** Presses a button by the keyboard. @param {Page} page @param {string} selector */
export async function press(page, selector) {
  await page.locator(selector).first().focus();
  await page.evaluate((selector) => Object.assign(window, { gesture: selector }), selector);
  await page.keyboard.press("Enter");
}

/** Whether what has the focus can be seen to have it: a ring around it. @param {Page} page */
export const ringed = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at ?? document.body);
    return at !== document.body && outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
  });
