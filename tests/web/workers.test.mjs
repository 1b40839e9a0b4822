// What crosses between page and workers: what jobs name is sent once to each worker, and a worker that ends is noticed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answer, launch, openPage } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

/**
 * The page, with an account of every message to a worker; the worker that gets the first job of an operation is ended
 * without a word where `ends` names that operation.
 * @param {string} [ends]
 */
const opened = (ends = "") =>
  openPage(site, {}, async (context) => {
    await context.addInitScript((ends) => {
      const [Own, counted] = [Worker, /** @type {any} */ (globalThis)];
      counted.messages = [];
      let [workers, ended] = [0, ends === ""];
      globalThis.Worker = class extends Own {
        number = workers++;
        /** @param {any} message @param {any} transfer @override */
        postMessage(message, transfer) {
          const { hold, op, args } = message;
          const size = JSON.stringify(args ?? {}).length;
          counted.messages.push({ worker: this.number, held: hold && `${hold.kind} ${hold.id}`, op, size });
          super.postMessage(message, transfer ?? []);
          if (op !== ends || ended) return;
          ended = true;
          setTimeout(() => super.terminate(), 20);
        }
      };
    }, ends);
  });

/** @typedef {{ worker: number, held?: string, op?: string, size: number }} Message */

/** @param {import("playwright-core").Page} page @returns {Promise<Message[]>} */
const messages = (page) => page.evaluate(() => /** @type {any} */ (globalThis).messages);

test("a model and a case are sent once to each worker, and jobs are small", async () => {
  const { page, context, errors } = await opened();
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  const all = await messages(page);
  const held = all.flatMap((one) => (one.held ? [`${one.worker} ${one.held}`] : []));
  assert.deepEqual(held, [...new Set(held)]);
  assert.ok(held.some((one) => one.includes("model")) && held.some((one) => one.includes("case")));
  const jobs = all.filter(({ op }) => op === "extract" || op === "predict" || op === "charts" || op === "describe");
  assert.ok(jobs.length > 8, `${jobs.length} jobs`);
  for (const { op, size } of jobs) assert.ok(size < 2000, `${op}: ${size} characters`);
  assert.deepEqual(errors, []);
  await context.close();
});

test("a worker that ends without a word is noticed, and the next analysis has all it needs", async () => {
  const { page, context } = await opened("extract");
  await page.locator("button:has-text('Try the sample case')").click();
  await page.locator("text=it stopped").first().waitFor();
  await page.locator("button:has-text('Analyse'):enabled").click();
  await answer(page);
  await context.close();
});
