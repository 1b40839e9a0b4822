// Memory and time of a whole case in the page: four sequences of brain_met, from the drop to the answer and its mask sensitivity.
//
//   node benches/page_memory.mjs [DIST …]
//
// Each DIST is a built page (default: dist), for example of another state of the sources. In turns, each in a browser of its
// own, whose renderers' largest resident memory is read from /proc (Linux only). Needs ../shared (or DISCERN_SHARED).
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium as engine } from "playwright-core";
import { chromium, FLAGS } from "../scripts/lib/chromium.mjs";
import { command, root } from "../scripts/lib/run.mjs";
import { serve } from "../scripts/lib/server.mjs";

const TURNS = 3;
const shared = process.env.DISCERN_SHARED ?? join(root, "../shared");
/** The image of the fourth sequence stands for the one the model asks for: what is measured does not depend on what it shows. */
const FILES = { t1: "t1", t2: "t2", t2fs: "flair", t1ce: "t1ce", mask: "mask" };

/** MiB that renderers of a browser had at most, as they stand now. @param {string} mark in their command line */
function peak_mib(mark) {
  let most = 0;
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${id}/cmdline`, "utf8");
      if (!words.includes("--type=renderer") || !words.includes(mark)) continue;
      const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8")) ?? [];
      most = Math.max(most, Number(kib) / 1024);
    } catch {
      // A process that has ended between the listing and the reading.
    }
  }
  return most;
}

/** One case in one fresh browser. @param {string} dist @param {number} turn */
async function once(dist, turn) {
  const mark = `discern-memory-${process.pid}-${turn}`;
  // A flag that no renderer knows marks whose they are.
  const browser = await engine.launch({ executablePath: await chromium(), args: [...FLAGS, `--user-agent=${mark}`] });
  const { address, close } = await serve(0, resolve(dist));
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(240_000);
    await page.goto(address);
    await page.locator("button:enabled:has-text('Choose files'), .drop button:enabled").first().waitFor();
    const start_mib = peak_mib(mark);
    const files = Object.entries(FILES).map(([role, name]) => ({
      name: `${role}.nii.gz`,
      mimeType: "application/gzip",
      buffer: readFileSync(join(shared, `cases/brain_met/${name}.nii.gz`)),
    }));
    await page.locator("input[type=file]").first().setInputFiles(files);
    await page.fill("#age", "61");
    const begin = performance.now();
    await page.locator("button:has-text('Analyse')").click();
    await page.locator("[data-test=answer]").waitFor();
    return { seconds: (performance.now() - begin) / 1000, start_mib, peak_mib: peak_mib(mark) };
  } finally {
    await browser.close();
    close();
  }
}

const median = (/** @type {number[]} */ values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

await command(async () => {
  const given = process.argv.slice(2);
  const pages = given.length ? given : ["dist"];
  const found = pages.map(() => []);
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [at, dist] of pages.entries()) found[at].push(await once(dist, turn * pages.length + at));
  }
  console.log(
    "| page | answer after s | MiB before the drop | most MiB up to the answer |\n| --- | ---: | ---: | ---: |",
  );
  for (const [at, dist] of pages.entries()) {
    const of = (/** @type {string} */ key) => median(found[at].map((one) => one[key]));
    console.log(
      `| ${dist} | ${of("seconds").toFixed(2)} | ${of("start_mib").toFixed(0)} | ${of("peak_mib").toFixed(0)} |`,
    );
  }
});
