// What crosses between page and workers: what jobs name is sent once to each worker, and a worker that ends is noticed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { root } from "../../scripts/lib/run.mjs";
import { answer, launch, openPage } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

/**
 * The page, with an account of every message to a worker; where `ends` names an operation, the workers that get the first
 * `times` jobs of it are ended without a word.
 * @param {{ ends?: string, times?: number }} [how]
 */
const opened = ({ ends = "", times = 1 } = {}) =>
  openPage(site, {}, async (context) => {
    await context.addInitScript(
      ({ ends, times }) => {
        const [Own, counted] = [Worker, /** @type {any} */ (globalThis)];
        counted.messages = [];
        counted.ended = 0;
        let workers = 0;
        globalThis.Worker = class extends Own {
          number = workers++;
          /** Whether it has started, so that its end is noticed at once. */
          holds = false;
          /** @param {any[]} how */
          constructor(...how) {
            super(.../** @type {[string]} */ (how));
            this.addEventListener("message", ({ data }) => {
              this.holds ||= "holds" in data;
            });
          }
          /** @param {any} message @param {any} transfer @override */
          postMessage(message, transfer) {
            const { hold, op, args } = message;
            const size = JSON.stringify(args ?? {}).length;
            counted.messages.push({ worker: this.number, held: hold && `${hold.kind} ${hold.id}`, op, size });
            if (op !== ends || counted.ended === times) return super.postMessage(message, transfer ?? []);
            counted.ended += 1;
            const end = () => (this.holds ? super.terminate() : void setTimeout(end, 5));
            end();
          }
        };
      },
      { ends, times },
    );
  });

/** How many workers were ended. @param {import("playwright-core").Page} page @returns {Promise<number>} */
const ended = (page) => page.evaluate(() => /** @type {any} */ (globalThis).ended);

/** The answer's probabilities as they are saved. @param {import("playwright-core").Page} page */
async function probabilities(page) {
  const saving = page.waitForEvent("download");
  await page.locator("button:has-text('JSON')").first().click();
  const { models } = JSON.parse(readFileSync(await (await saving).path(), "utf8"));
  return models.map((/** @type {any} */ { model, classifier, probability }) => [model, classifier, probability]);
}

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

test("the work of a worker that ends without a word is done again", async () => {
  for (const how of [{ ends: "extract" }, { ends: "predict" }]) {
    const { page, context, errors } = await opened(how);
    await page.locator("button:has-text('Try the sample case')").click();
    await answer(page);
    assert.equal(await ended(page), 1);
    const expected = JSON.parse(readFileSync(join(root, "models/sample/answer.json"), "utf8")).models;
    assert.deepEqual(
      await probabilities(page),
      expected.map((/** @type {any} */ { model, classifier, probability }) => [model, classifier, probability]),
    );
    assert.deepEqual(errors, []);
    await context.close();
  }
});

test("where workers end again and again that is told, nothing is lost, and the next analysis answers", async () => {
  const { page, context } = await opened({ ends: "extract", times: 1000 });
  await page.locator("button:has-text('Try the sample case')").click();
  await page.locator("text=ended twice").first().waitFor();
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).ended = 1000;
  });
  await page.locator("button:has-text('Analyse'):enabled").click();
  await answer(page);
  await context.close();
});
