// A real browser on the built page, with every request recorded.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { chromium as engine } from "playwright-core";
import { inTarget } from "../../scripts/lib/cargo.mjs";
import { chromium, FLAGS } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { serve } from "../../scripts/lib/server.mjs";

/** Why a test is left out of this run, or false: it is of the page that comes in one of these ways. @param {string[]} targets */
export const only = (...targets) => (targets.includes(TARGET) ? false : `of the page that is ${targets.join(" or ")}`);

/** How the page comes to its user in this run: served, or one of the kit's two ways (`DISCERN_TARGET`). */
export const TARGET = /** @type {import("../../scripts/lib/policy.mjs").Target} */ (
  process.env["DISCERN_TARGET"] ?? "served"
);

/** Where the page is in this run, and how to end that. */
async function house() {
  if (TARGET === "file") return { address: pathToFileURL(join(root, "kit/discern.html")).href, close: () => {} };
  return TARGET === "site" ? serve(0, inTarget("kit", "site"), "site") : serve(0);
}

/** A browser and the page's place: a server, or a file. @param {readonly string[]} [args] the browser's flags */
export async function launch(args = FLAGS) {
  const browser = await engine.launch({ executablePath: await chromium(), args: [...args] });
  const { address, close } = await house();
  return {
    browser,
    address,
    async close() {
      await browser.close();
      close();
    },
  };
}

/** What is waited for is a state, however long a machine under load takes to it; this only ends a test that waits for nothing. */
export const LONGEST_WAIT_MS = 400_000;

/** Waits until the page takes files. @param {import("playwright-core").Page} page */
export const ready = (page) => page.locator(".drop .button:enabled").first().waitFor();

/**
 * The page, loaded and ready for files; errors of its scripts are kept, they must be none. The kit is used with the
 * network cut: the site after a first visit, the file from the start.
 * @param {Awaited<ReturnType<typeof launch>>} site
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {(context: import("playwright-core").BrowserContext) => Promise<void>} [prepare] before it is loaded
 * @param {{ cut?: boolean }} [network] cut: whether the kit does without
 */
export async function openPage({ browser, address }, options = {}, prepare = async () => {}, { cut = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "en-US", ...options });
  context.setDefaultTimeout(LONGEST_WAIT_MS);
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
  if (TARGET === "file") await context.setOffline(cut);
  await page.goto(address);
  await ready(page);
  if (TARGET === "site") {
    await context.setOffline(cut);
    await page.reload();
    await ready(page);
  }
  return { page, context, requests, errors };
}

/**
 * One page that serves all tests of a file, and a folder for what they write. All but the folder is there from the first test on; at
 * the end no script of the page may have failed.
 * @param {(page: import("playwright-core").Page) => Promise<void>} [prepare] what is done with it before the first test
 */
export function onePage(prepare = async () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "discern-"));
  const one =
    /** @type {Awaited<ReturnType<typeof openPage>> & { site: Awaited<ReturnType<typeof launch>>, folder: string }} */ ({
      folder,
    });
  before(async () => {
    one.site = await launch();
    Object.assign(one, await openPage(one.site));
    await prepare(one.page);
  });
  after(async () => {
    await one.site.close();
    rmSync(folder, { recursive: true });
    assert.deepEqual(one.errors, []);
  });
  return one;
}

/** Opens a model file as its user does, and comes back to the case. @param {import("playwright-core").Page} page @param {string} path */
export async function useModel(page, path) {
  await page.locator('.screens a[href="#/models"]').click();
  await page.locator("[data-test=used] input[data-picker]").setInputFiles(path);
  await page.locator(`[data-test=used][data-sha256="${JSON.parse(readFileSync(path, "utf8")).sha256}"]`).waitFor();
  await page.locator('.screens a[href="#/case"]').click();
  await page.locator("main[data-screen=case]").waitFor();
}

/** Gives files to the page as its file dialog does. @param {import("playwright-core").Page} page @param {any} files */
export const choose = (page, files) => page.locator(".case input[data-picker=files]").setInputFiles(files);

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

/**
 * Presses Cancel as soon as the page shows something: at a known place of the run, whatever the machine's pace. Called
 * before the run begins; a file that is named is dropped first. Gives a wait for the press.
 * @param {import("playwright-core").Page} page @param {string} selector @param {{ text?: string, file?: string }} [options]
 */
export async function cancelAt(page, selector, { text = "", file = "" } = {}) {
  const watched = await page.evaluateHandle(
    ([selector = "", text = "", file = ""]) => {
      let pressed = () => {};
      const press = new Promise((resolve) => (pressed = () => resolve(undefined)));
      const watch = new MutationObserver(() => {
        const cancel = [...document.querySelectorAll("button")].find(
          ({ textContent }) => textContent?.trim() === "Cancel",
        );
        if (!cancel || ![...document.querySelectorAll(selector)].some(({ textContent }) => textContent?.includes(text)))
          return;
        watch.disconnect();
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["dropped"], file));
        if (file) window.dispatchEvent(new DragEvent("drop", { dataTransfer }));
        // After all that the drop set going.
        setTimeout(() => {
          cancel.click();
          pressed();
        });
      });
      watch.observe(document.body, { subtree: true, childList: true, attributes: true });
      return { press };
    },
    [selector, text, file],
  );
  return () => watched.evaluate(({ press }) => press);
}

/** Takes everything away that was entered. @param {import("playwright-core").Page} page */
export async function clear(page) {
  const button = page.locator("button:has-text('Clear')");
  if (await button.count()) await button.click();
}

/** As many as expected: the last of them is waited for. @param {import("playwright-core").Locator} locator @param {number} number @param {string} [why] */
export async function counted(locator, number, why) {
  await locator.nth(number - 1).waitFor({ state: "attached" });
  assert.equal(await locator.count(), number, why);
}

/** Waits until no file is being read any more. @param {import("playwright-core").Page} page */
export async function settled(page) {
  await page.locator(".case[aria-busy=false]").waitFor();
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

/**
 * What axe finds wrong with the page as it stands, by WCAG 2.1 A and AA, in light and dark: of what depends on it, colours.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function accessibility(page) {
  const found = new Set();
  for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
    // Colours on their way from one scheme to the other are no finding.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const runOnly = colorScheme === "light" ? RULES : { type: "rule", values: ["color-contrast"] };
    if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
    const violations = await page.evaluate(async (runOnly) => {
      const run = /** @type {any} */ (globalThis).axe.run;
      const { violations } = await run(document, { runOnly });
      return violations.map(
        (/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ n) => n.html).join(" | ")}`,
      );
    }, runOnly);
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
  await page.locator("[data-test=answer]").or(failure).waitFor();
  if (await failure.count()) throw new Error(await failure.innerText());
}
