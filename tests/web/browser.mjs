// A real browser on the built page, with every request recorded.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium as engine } from "playwright-core";
import { FLAGS, chromium } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { serve } from "../../scripts/lib/server.mjs";

/** The folder of real cases, where this checkout has one beside it. */
const SHARED = process.env["DISCERN_SHARED"] ?? join(root, "../shared");

/** A path below the shared folder, or undefined when there is none. @param {string} path */
export const shared = (path) => (existsSync(join(SHARED, path)) ? join(SHARED, path) : undefined);

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
 */
export async function openPage({ browser, address }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
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
  await page.locator("button:has-text('Choose files'):enabled").waitFor();
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
  await page.locator(".file", { hasText: "Reading…" }).first().waitFor({ state: "detached" });
}
