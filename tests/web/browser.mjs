// A real browser on the built page, with every request recorded.
import axe from "axe-core";
import { chromium as engine } from "playwright-core";
import { FLAGS, chromium } from "../../scripts/lib/chromium.mjs";
import { serve } from "../../scripts/lib/server.mjs";

/** A browser with a server for the page. */
export async function launch() {
  const browser = await engine.launch({ executablePath: await chromium(), args: FLAGS });
  const server = await serve(0);
  return {
    browser,
    address: server.address,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/**
 * The page, loaded and ready for files; errors of its scripts are kept, they must be none.
 * @param {Awaited<ReturnType<typeof launch>>} site
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {(context: import("playwright-core").BrowserContext) => Promise<void>} [prepare] before it is loaded
 */
export async function openPage({ browser, address }, options = {}, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "en-US", ...options });
  await prepare(context);
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const errors = [];
  // blob: addresses name memory of this very page; they are no traffic.
  context.on("request", (request) => request.url().startsWith("blob:") || requests.push(request.url()));
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(address);
  await page.locator(".drop .button:enabled").first().waitFor();
  return { page, context, requests, errors };
}

/** Gives files to the page as its file dialog does. @param {import("playwright-core").Page} page @param {any} files */
export const choose = (page, files) => page.locator("input[data-picker=files]").setInputFiles(files);

/**
 * Drags files or folders of this machine onto the page, as a person does.
 * @param {import("playwright-core").Page} page @param {string[]} files
 */
export async function drop(page, files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (["dragEnter", "dragOver", "drop"])) {
    await session.send("Input.dispatchDragEvent", { type, x: 800, y: 500, data });
  }
}

/** Waits until no file is being read any more. @param {import("playwright-core").Page} page */
export async function settled(page) {
  await page.locator(".case[aria-busy=false]").waitFor();
}

/**
 * What axe finds wrong with the page as it stands, by WCAG 2.1 A and AA, in light and dark.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function accessibility(page) {
  const found = new Set();
  for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
    // Colours on their way from one scheme to the other are no finding.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const run = /** @type {any} */ (globalThis).axe.run;
      const { violations } = await run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] });
      return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ n) => n.html).join(" | ")}`);
    });
    for (const violation of violations) found.add(`${colorScheme}: ${violation}`);
  }
  return [...found];
}

/** Puts a whole case into the page. @param {import("playwright-core").Page} page @param {any[]} files */
export async function fillCase(page, files) {
  await choose(page, files);
  await settled(page);
  await page.fill("#age", "61");
}

/** Waits for an answer; an analysis that fails ends the wait with its message. @param {import("playwright-core").Page} page */
export async function answer(page) {
  const failure = page.locator("[data-test=failure]");
  await page.locator("[data-test=answer]").or(failure).waitFor({ timeout: 240_000 });
  if (await failure.count()) throw new Error(await failure.innerText());
}
