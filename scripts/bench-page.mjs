// npm run bench:page: wall times of analyses in the page and sizes of what is sent, into docs/performance-page.md.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { shared } from "../tests/support/cases.mjs";
import { answer, drop, launch, openPage, settled } from "../tests/web/browser.mjs";
import { firstScreen } from "./lib/firstscreen.mjs";
import { command, root } from "./lib/run.mjs";
import { build } from "./lib/setup.mjs";

const RUNS = 3;
const SEQUENCES = { t1: "T1", t2: "T2", t2fs: "T2-FS", t1ce: "T1-CE" };

/** Seconds from the click to the answer, and of each sequence, as the page measured them. @param {import("playwright-core").Page} page @param {string} button */
async function timed(page, button) {
  const started = performance.now();
  await page.locator(`button:has-text('${button}')`).click();
  await answer(page);
  const total = (performance.now() - started) / 1000;
  const sequences = await page.locator("[data-test=answer]").evaluate((node) => JSON.parse(/** @type {HTMLElement} */ (node).dataset["seconds"] ?? "{}"));
  return { total, sequences };
}

/** Median of several fresh pages. @param {() => Promise<Awaited<ReturnType<typeof timed>>>} once */
async function median(once) {
  /** @type {Awaited<ReturnType<typeof timed>>[]} */
  const runs = [];
  for (let run = 0; run < RUNS; run++) runs.push(await once());
  const middle = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  const keys = Object.keys(SEQUENCES);
  return [middle(runs.map(({ total }) => total)), ...keys.map((key) => middle(runs.map(({ sequences }) => sequences[key])))];
}

const row = (/** @type {(string | number)[]} */ cells) =>
  `| ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(2) : cell)).join(" | ")} |`;

/** What a visitor downloads. */
function sizes() {
  const all = readdirSync(join(root, "dist"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = all.map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
  const kinds = {
    "wasm": (/** @type {string} */ name) => name.endsWith(".wasm"),
    "script, style, page": (/** @type {string} */ name) => /\.(js|css|html|svg)$/.test(name),
    "model": (/** @type {string} */ name) => /^demo.*\.json$/.test(name),
    "sample case": (/** @type {string} */ name) => /\.nii/.test(name) || /^cohort.*\.csv$/.test(name),
    "whole page": () => true,
  };
  return Object.entries(kinds).map(([what, fits]) => {
    const chosen = files.filter(({ name }) => fits(name));
    const sum = (/** @type {(bytes: Buffer) => number} */ size) => (chosen.reduce((total, { bytes }) => total + size(bytes), 0) / 1000).toFixed(0);
    return row([what, sum((bytes) => bytes.length), sum((bytes) => gzipSync(bytes, { level: 9 }).length)]);
  });
}

await command(async () => {
  await build();
  const site = await launch();
  try {
    write(site.browser.version(), await firstScreen(site.browser, site.address), await times(site));
  } finally {
    await site.close();
  }
});

/** Rows of the table of times. @param {Awaited<ReturnType<typeof launch>>} site */
async function times(site) {
  const cases = [
    row(["sample case", ...(await median(async () => {
      const { page, context } = await openPage(site);
      const times = await timed(page, "Try the sample case");
      await context.close();
      return times;
    }))]),
  ];
  for (const name of ["brain_met", "brain_native"]) {
    const folder = shared(`cases/${name}`);
    if (!folder) {
      console.log(`SKIPPED ${name}: no ../shared/cases/${name}`);
      continue;
    }
    cases.push(row([`real case ${name}`, ...(await median(async () => {
      const { page, context } = await openPage(site);
      await drop(page, [folder]);
      await page.locator(".file").nth(4).waitFor();
      await settled(page);
      await page.fill("#age", "58");
      const times = await timed(page, "Analyse");
      await context.close();
      return times;
    }))]));
  }
  return cases;
}

/** @param {string} browser @param {Awaited<ReturnType<typeof firstScreen>>} first @param {string[]} cases */
function write(browser, first, cases) {
  const text = [
    "# How fast the page is",
    "",
    `Made by \`npm run bench:page\`: medians of ${RUNS} fresh pages in headless Chromium ${browser} on ${cpus().length} cores`,
    `(${cpus()[0]?.model.trim()}). Sequences run side by side; the whole also has the start of the workers, the model`,
    "and, for the sample case, the taking in of its files.",
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
