// npm run bench:page: wall times of analyses in the page and sizes of what is sent, into docs/performance-page.md.
//
// Deep features are timed on whole cases with all slices of the lesion, on the processor and on the graphics card, with a
// model that the command line fits in a moment on made-up numbers: what is timed does not depend on it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SAMPLE, shared } from "../tests/support/cases.mjs";
import { modelFile } from "../tests/support/deep_model.mjs";
import { answer, choose, drop, launch, openPage, settled } from "../tests/web/browser.mjs";
import { firstScreen } from "./lib/firstscreen.mjs";
import { command, must, root } from "./lib/run.mjs";
import { build } from "./lib/setup.mjs";

const RUNS = 3;
const EMULATED =
  "Where the adapter is an emulation by software (SwiftShader here, unless the machine has a real one), its times say nothing about graphics cards.";
const SEQUENCES = { t1: "T1", t2: "T2", t2fs: "T2-FS", t1ce: "T1-CE" };

/** Seconds from the click to the answer, and of each sequence, as the page measured them. @param {import("playwright-core").Page} page @param {string} button */
async function timed(page, button) {
  const started = performance.now();
  await page.locator(`button:has-text('${button}')`).click();
  await answer(page);
  const total = (performance.now() - started) / 1000;
  const sequences = await page
    .locator("section[data-seconds]")
    .first()
    .evaluate((node) => JSON.parse(/** @type {HTMLElement} */ (node).dataset["seconds"] ?? "{}"));
  return { total, sequences };
}

/** Median of several fresh pages. @param {() => Promise<Awaited<ReturnType<typeof timed>>>} once */
async function median(once) {
  /** @type {Awaited<ReturnType<typeof timed>>[]} */
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await once());
  const middle = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  const keys = Object.keys(SEQUENCES);
  return [
    middle(runs.map(({ total }) => total)),
    ...keys.map((key) => middle(runs.map(({ sequences }) => sequences[key]))),
  ];
}

const row = (/** @type {(string | number)[]} */ cells) =>
  `| ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(2) : cell)).join(" | ")} |`;

/** What a visitor downloads. */
function sizes() {
  const all = readdirSync(join(root, "dist"), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = all.map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
  const kinds = {
    wasm: (/** @type {string} */ name) => name.endsWith(".wasm"),
    "script, style, page": (/** @type {string} */ name) => /\.(js|css|html|svg)$/.test(name),
    model: (/** @type {string} */ name) => /^demo.*\.json$/.test(name),
    "sample case": (/** @type {string} */ name) => /\.nii/.test(name) || /^cohort.*\.csv$/.test(name),
    "weights of the network, when a model asks for them": (/** @type {string} */ name) => name.endsWith(".bin"),
    "whole page, without the weights": (/** @type {string} */ name) => !name.endsWith(".bin"),
  };
  return Object.entries(kinds).map(([what, fits]) => {
    const chosen = files.filter(({ name }) => fits(name));
    const sum = (/** @type {(bytes: Buffer) => number} */ size) =>
      (chosen.reduce((total, { bytes }) => total + size(bytes), 0) / 1000).toFixed(0);
    return row([what, sum((bytes) => bytes.length), sum((bytes) => gzipSync(bytes, { level: 9 }).length)]);
  });
}

await command(async () => {
  await build();
  await must("Building the command line", "cargo", ["build", "--locked", "--quiet"]);
  const site = await launch();
  try {
    write(
      site.browser.version(),
      await firstScreen(site.browser, site.address),
      await times(site),
      await deepTimes(site),
    );
  } finally {
    await site.close();
  }
});

/** Puts a case into the page: the sample, or a folder. @typedef {{ name: string, fill: (page: import("playwright-core").Page) => Promise<void> }} Case */

/** The cases that are here. @returns {Case[]} */
function cases() {
  const age = async (/** @type {import("playwright-core").Page} */ page) => {
    await settled(page);
    await page.fill("#age", "58");
  };
  const sample = async (/** @type {import("playwright-core").Page} */ page) => {
    await choose(page, Object.values(SAMPLE.files));
    await age(page);
  };
  const found = [{ name: "sample case", fill: sample }];
  for (const name of ["brain_met", "brain_native"]) {
    const folder = shared(`cases/${name}`);
    if (!folder) {
      console.log(`SKIPPED ${name}: no ../shared/cases/${name}`);
      continue;
    }
    const fill = async (/** @type {import("playwright-core").Page} */ page) => {
      await drop(page, [folder]);
      await page.locator(".file").nth(4).waitFor();
      // Not guessed, since a FLAIR is no fat-suppressed T2; what is timed does not depend on what it shows.
      await page.locator(".file", { hasText: "flair" }).locator("select").selectOption("t2fs");
      await age(page);
    };
    found.push({ name: `real case ${name}`, fill });
  }
  return found;
}

/** Rows of the table of times. @param {Awaited<ReturnType<typeof launch>>} site */
async function times(site) {
  const rows = [];
  for (const { name, fill } of cases()) {
    const found = await median(async () => {
      const { page, context } = await openPage(site);
      await fill(page);
      const times = await timed(page, "Analyse");
      await context.close();
      return times;
    });
    rows.push(row([name, ...found]));
  }
  return rows;
}

/**
 * Seconds from the click on DRad-M to its answer, of each sequence, its slices, and which engine ran.
 * @param {Awaited<ReturnType<typeof launch>>} site @param {string} model @param {Case} one @param {string} engine
 */
async function deepOnce(site, model, { fill }, engine) {
  const { page, context } = await openPage(site, {}, async (context) => {
    await context.route(/\/assets\/demo[^/]*\.json$/, (route) => route.fulfill({ body: readFileSync(model) }));
  });
  await fill(page);
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  await page.locator("[data-test=engine-choice] summary").click();
  await page.selectOption("#engine", engine);
  const started = performance.now();
  await page.locator(".choice .segments button:has-text('DRad-M')").click();
  await page.locator(".verdict[data-model=DRad-M]").waitFor({ timeout: 600_000 });
  const total = (performance.now() - started) / 1000;
  const used = page.locator("[data-test=engine]");
  const [ran, said] = [await used.getAttribute("data-engine"), await used.textContent()];
  const cells = page.locator("[data-test=timing] td[data-seconds]");
  const seconds = await cells.evaluateAll((found) =>
    found.map((cell) => Number(/** @type {HTMLElement} */ (cell).dataset["seconds"])),
  );
  const slices = (await page.locator("[data-test=timing] td[data-seconds] + td").allTextContents()).map(Number);
  await context.close();
  return { total, seconds, slices, ran, said: said?.trim() ?? "" };
}

/** Rows of the table of deep features, and what was said of the graphics card. @param {Awaited<ReturnType<typeof launch>>} site */
async function deepTimes(site) {
  const model = modelFile(true);
  const [rows, said] = [/** @type {string[]} */ ([]), new Set()];
  let emulated = false;
  for (const one of cases()) {
    for (const [wish, wanted, name] of [
      ["cpu", "cpu", "processor"],
      ["gpu", "webgpu", "graphics card"],
    ]) {
      // Minutes of an emulation say nothing.
      if (wish === "gpu" && emulated && one.name !== "sample case") continue;
      const found = await deepOnce(site, model, one, wish ?? "");
      if (wish === "gpu") {
        said.add(found.said);
        emulated = /software|SwiftShader|unnamed/i.test(found.said);
      }
      if (found.ran !== wanted) {
        console.log(`SKIPPED ${one.name} on the ${name}: ${found.said}`);
        continue;
      }
      rows.push(
        row([one.name, name ?? "", String(found.slices.reduce((a, b) => a + b, 0)), found.total, ...found.seconds]),
      );
    }
  }
  return { rows, said: [...said].join(" ") };
}

/**
 * @param {string} browser @param {Awaited<ReturnType<typeof firstScreen>>} first
 * @param {string[]} cases @param {Awaited<ReturnType<typeof deepTimes>>} deep
 */
function write(browser, first, cases, deep) {
  const text = [
    "# How fast the page is",
    "",
    `Made by \`npm run bench:page\`: medians of ${RUNS} fresh pages in headless Chromium ${browser} on ${cpus().length} cores`,
    `(${cpus()[0]?.model.trim()}). Sequences run side by side; the whole also has the start of the workers and the model.`,
    "",
    "Milliseconds from the request to what a visitor sees, with an empty cache and a server that has served before:",
    "",
    row(["", "least", "median"]),
    row(["---", "---:", "---:"]),
    ...first.map(({ what, least, middle }) => row([what, least.toFixed(0), middle.toFixed(0)])),
    "",
    "Seconds from the click to the answer, and of each sequence from the reading of its file to its last feature:",
    "",
    row(["case", "whole", ...Object.values(SEQUENCES)]),
    row(["---", "---:", "---:", "---:", "---:", "---:"]),
    ...cases,
    "",
    "Deep features (DRad-M) of all slices of the lesion, once, in seconds from the choice of the model to its answer, with the",
    "loading of the weights and the opening of the network, and of each sequence. On the processor slices are dealt to all workers,",
    "on a graphics card one worker has them all; an emulated card is timed on the sample case alone:",
    "",
    row(["case", "on", "slices", "whole", ...Object.values(SEQUENCES)]),
    row(["---", "---", "---:", "---:", "---:", "---:", "---:", "---:"]),
    ...deep.rows,
    "",
    `What the page said of the graphics card: ${deep.said} ${EMULATED}`,
    "",
    "What a visitor downloads, kB (files in dist/, and the same compressed with gzip -9):",
    "",
    row(["part", "raw", "gzip"]),
    row(["---", "---:", "---:"]),
    ...sizes(),
    "",
  ].join("\n");
  mkdirSync(join(root, "docs"), { recursive: true });
  writeFileSync(join(root, "docs/performance-page.md"), text);
  console.log(text);
}
