// How soon a visitor sees the page: from the request to the first paint, to the case screen, to where it takes files, and,
// as fast as one can press the buttons, to the printed report of the sample case.

const RUNS = 5;

/**
 * Milliseconds of one visit with nothing in the browser's cache, as the page's own clock tells them.
 * @param {import("playwright-core").Browser} browser @param {string} address
 */
async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "en-US" });
  await context.addInitScript(() => {
    const at = /** @type {Record<string, number>} */ ({});
    Object.assign(globalThis, { firstScreen: at });
    const look = () => {
      if (document.querySelector("#case-title")) at["screen"] ??= performance.now();
      if (document.querySelector(".drop .button:enabled")) at["files"] ??= performance.now();
      if (at["files"] === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => /** @type {any} */ (globalThis).firstScreen.files !== undefined);
  await page.locator(".empty button").click();
  await page.locator("[data-test=answer]").waitFor();
  await page.locator("[data-test=report] .shots img").nth(3).waitFor({ state: "attached" });
  await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    .../** @type {{ screen: number, files: number }} */ (/** @type {any} */ (globalThis).firstScreen),
    report: performance.now(),
  }));
  await context.close();
  return times;
}

/**
 * Least and middle of several visits to a server that has served once before.
 * @param {import("playwright-core").Browser} browser @param {string} address
 * @returns {Promise<{ what: string, least: number, middle: number }[]>} milliseconds
 */
export async function firstScreen(browser, address) {
  await visit(browser, address);
  /** @type {Awaited<ReturnType<typeof visit>>[]} */
  const visits = [];
  for (let run = 0; run < RUNS; run++) visits.push(await visit(browser, address));
  const row = (/** @type {string} */ what, /** @type {"paint" | "screen" | "files" | "report"} */ key) => {
    const sorted = visits.map((times) => times[key]).sort((a, b) => a - b);
    return { what, least: sorted[0] ?? Number.NaN, middle: sorted[Math.floor(RUNS / 2)] ?? Number.NaN };
  };
  return [
    row("first paint", "paint"),
    row("case screen", "screen"),
    row("takes files", "files"),
    row("report of the sample case, printed", "report"),
  ];
}
