// Discern beside PyRadiomics and Pictologics on the same files, in one run: medians, ratios, memory, growth, the page.
//
//   node benches/side_by_side.mjs [--turns N] [--write]
//
// Needs ../shared (or DISCERN_SHARED) and two Python environments, named by the variables PYRADIOMICS_PYTHON
// (pyradiomics 3.0.1) and PICTOLOGICS_PYTHON (pictologics 0.9.0). An engine without its variable is left out and the
// tables say so. DISCERN_BEFORE names the bench `extract` of another state of the sources (`cargo bench --no-run --bench
// extract` there): it takes its turns beside this one on one thread. `--write` puts the tables into docs/performance.md. Takes about ten minutes once everything is built.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { modelWith } from "../tests/support/model_with.mjs";
import { made } from "./growth.mjs";
import { openBrowser } from "./page.mjs";

const root = new URL("..", import.meta.url).pathname;
const shared = process.env.DISCERN_SHARED ?? join(root, "../shared");
const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
};
/** Turns of the engines, each with so many warm repetitions in a process of its own. */
const turns = Number(option("--turns", 3));
const EACH = 3;
const scratch = mkdtempSync(join(tmpdir(), "discern-bench-"));

const filters = { Original: {}, Wavelet: {}, LoG: { sigma: [1, 2, 3, 4, 5] } };
const settings = {
  original: { setting: { binWidth: 25 }, imageType: { Original: {} } },
  filtered: { setting: { binWidth: 25 }, imageType: filters },
  everything: {
    setting: { binWidth: 25 },
    imageType: { ...filters, Square: {}, SquareRoot: {}, Logarithm: {}, Exponential: {}, Gradient: {} },
  },
};
const reference = (name) =>
  ["image", "label"].map((kind) => join(shared, `reference/pyradiomics/${name}_${kind}.nii.gz`));
const phantom = ["phantom", "mask"].map((kind) => join(shared, `reference/ibsi1/ct_${kind}.nii.gz`));
const rows = [
  ["CT phantom, original", phantom, "original"],
  ["brain1, original", reference("brain1"), "original"],
  ["CT phantom, original + 8 wavelet + LoG 1–5", phantom, "filtered"],
  ["brain1, original + 8 wavelet + LoG 1–5", reference("brain1"), "filtered"],
  ["lung1, original + 8 wavelet + LoG 1–5", reference("lung1"), "filtered"],
];

/** Writes settings for the engines to read. */
function parameterFile(name, value) {
  const file = join(scratch, `${name}.json`);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

/** The bench of one extraction, built. */
function discernBench() {
  const build = ["bench", "--no-run", "--message-format=json", "--bench", "extract"];
  const lines = execFileSync("cargo", build, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .find((m) => m.executable && m.target.name === "extract").executable;
}
const bench = discernBench();
const peers = { PyRadiomics: "PYRADIOMICS_PYTHON", Pictologics: "PICTOLOGICS_PYTHON" };
const script = (engine) => join(root, `benches/peers/${engine.toLowerCase()}_time.py`);
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Runs a command whose last line is JSON: seconds of its repetitions, the first one cold. */
function run(command, args, threads) {
  const n = String(threads);
  const limits = [
    "PICTOLOGICS_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "OMP_NUM_THREADS",
    "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS",
  ];
  const env = { ...process.env, ...Object.fromEntries(limits.map((name) => [name, n])) };
  const text = execFileSync(command, args, { env, encoding: "utf8", stdio: "pipe", maxBuffer: 1 << 26 });
  return JSON.parse(text.trim().split("\n").at(-1));
}

/** One result of several runs of a command: medians of what was cold and of what was warm. */
function joined(runs) {
  const cold = median(runs.map(({ seconds }) => seconds[0]));
  const warm = runs.flatMap(({ seconds }) => seconds.slice(1));
  return {
    cold,
    warm: warm.length ? median(warm) : cold,
    peak: Math.max(...runs.map((one) => one.peak_mib)),
    ranges: runs[0].ranges,
  };
}

/** One row with every engine on so many threads: in turns, since a machine is not as fast at one minute as at the next. */
function row([, files, setting], threads) {
  const params = parameterFile(setting, settings[setting]);
  const own = () => run(bench, [...files, params, String(EACH + 1), String(threads)], threads);
  const peer = (engine, rounds, ranges) =>
    run(
      process.env[peers[engine]],
      [script(engine), ...files, params, String(rounds + 1), JSON.stringify(ranges)],
      threads,
    );
  const there = (engine) => process.env[peers[engine]] !== undefined;
  const found = { Discern: [], PyRadiomics: [], Pictologics: [] };
  for (let turn = 0; turn < turns; turn++) {
    found.Discern.push(own());
    const { ranges } = found.Discern[0];
    if (there("Pictologics")) found.Pictologics.push(peer("Pictologics", EACH, ranges));
    if (there("PyRadiomics") && turn === 0) found.PyRadiomics.push(peer("PyRadiomics", 2, ranges));
  }
  return Object.fromEntries(
    Object.entries(found).map(([engine, runs]) => [engine, runs.length ? joined(runs) : undefined]),
  );
}

const digits = (value) => value.toPrecision(3);
const table = (head, lines) =>
  [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const cell = (result, of = "warm") => (result ? digits(result[of]) : "not installed");
const ratio = (other, own) => (other ? `${(other.warm / own.warm).toFixed(2)}×` : "–");

/** Side by side on one thread and on two; the results on one. */
function sideBySide() {
  const [results, parts] = [[], []];
  for (const threads of [1, 2]) {
    const lines = rows.map((each) => {
      const { Discern, PyRadiomics, Pictologics } = row(each, threads);
      if (threads === 1) results.push(Discern);
      const peak = [Discern, PyRadiomics, Pictologics].map((result) => (result ? result.peak.toFixed(0) : "–"));
      const line = [
        each[0],
        cell(Discern),
        cell(PyRadiomics),
        cell(Pictologics),
        ratio(PyRadiomics, Discern),
        ratio(Pictologics, Discern),
      ];
      const cold = [Discern, PyRadiomics, Pictologics].map((result) => cell(result, "cold")).join(" / ");
      console.log(threads, ...line);
      return [...line, cold, peak.join(" / ")];
    });
    const head = [
      "row",
      "Discern s",
      "PyRadiomics s",
      "Pictologics s",
      "PyRadiomics ÷ Discern",
      "Pictologics ÷ Discern",
      "cold s: Discern / PyRadiomics / Pictologics",
      "peak MiB of the first, likewise",
    ];
    parts.push(`### ${threads === 1 ? "One thread" : "Two threads"}\n\n${table(head, lines)}`);
  }
  return [results, parts.join("\n\n")];
}

/** This state beside another one: cold and warm times and memory, in turns on one thread. */
function beforeAndNow() {
  const before = process.env.DISCERN_BEFORE;
  if (!before) return "";
  const lines = rows.map(([name, files, setting]) => {
    const args = [...files, parameterFile(setting, settings[setting]), String(EACH + 1), "1"];
    const found = [before, bench].map(() => []);
    for (let turn = 0; turn < turns; turn++) {
      for (const [at, program] of [before, bench].entries()) found[at].push(run(program, args, 1));
    }
    const [old, now] = found.map(joined);
    const pair = (of) => `${digits(old[of])} / ${digits(now[of])}`;
    const line = [name, pair("cold"), pair("warm"), `${(old.warm / now.warm).toFixed(2)}×`];
    console.log("before / now", ...line);
    return [...line, `${old.peak.toFixed(0)} / ${now.peak.toFixed(0)}`];
  });
  const head = [
    "row",
    "cold s: before / now",
    "warm s: before / now",
    "before ÷ now",
    "peak MiB of the first: before / now",
  ];
  return `### Before and now\n\nThe state that DISCERN_BEFORE named, and this one, on one thread:\n\n${table(head, lines)}`;
}

/** How time and memory grow with the region and with grey levels. */
function growth() {
  const once = (files, name, value) => joined([run(bench, [...files, parameterFile(name, value), "4", "1"], 1)]);
  const original = (setting) => ({ setting, imageType: { Original: {} } });
  let previous;
  const voxels = [10_000, 100_000, 1_000_000, 10_000_000].map((count) => {
    const { files, voxels: found } = made(scratch, count);
    const result = once(files, "voxels", original({ binCount: 64 }));
    const each = (1e9 * result.warm) / found;
    const line = [
      found.toLocaleString("en"),
      digits(result.warm),
      each.toFixed(0),
      previous ? `${(each / previous).toFixed(2)}×` : "–",
      result.peak.toFixed(0),
    ];
    previous = each;
    console.log("voxels", ...line);
    files.forEach((file) => count > 100_000 && rmSync(file));
    return line;
  });
  const ball = [join(scratch, "ball-100000.nii"), join(scratch, "ball-100000-mask.nii")];
  let first;
  const levels = [32, 64, 128, 256, 512, 1024, 2048, 4096].map((count) => {
    const result = once(ball, "levels", original({ binCount: count }));
    first ??= result.warm;
    const line = [
      count,
      digits(result.warm),
      `${(result.warm / first).toFixed(2)}×`,
      `${count / 32}×`,
      result.peak.toFixed(0),
    ];
    console.log("levels", ...line);
    return line;
  });
  return [
    "### Growth\n\nOriginal features of a made ball, 64 grey levels, one thread:",
    table(["voxels", "s", "ns a voxel", "of the line before", "peak MiB"], voxels),
    "100,000 voxels, more and more grey levels:",
    table(["levels", "s", "time", "levels", "peak MiB"], levels),
  ].join("\n\n");
}

/** Rounds in which the browser still compiles what has turned out to be hot, and rounds of which the median is taken. */
const [SETTLED, WARM] = [4, 7];

/** The same rows in Chromium on one worker, and a whole case on two. */
async function page(native) {
  const browser = await openBrowser();
  try {
    const lines = [];
    for (const [index, [name, files, setting]] of rows.entries()) {
      const rounds = await browser.run(
        files,
        [[0, 1]],
        { params: JSON.stringify(settings[setting]) },
        1,
        SETTLED + WARM,
      );
      const warm = median(rounds.slice(SETTLED).map(({ all }) => all));
      lines.push([
        name,
        digits(warm),
        digits(native[index].warm),
        `${(warm / native[index].warm).toFixed(2)}×`,
        digits(rounds[0].all),
      ]);
      console.log("page", ...lines.at(-1));
    }
    const names = ["t1", "t2", "flair", "t1ce", "mask"];
    const files = names.map((name) => join(shared, `cases/brain_met/${name}.nii.gz`));
    const rounds = await browser.run(
      files,
      [0, 1, 2, 3].map((image) => [image, 4]),
      { model: modelWith(settings.everything) },
      2,
      turns + 1,
    );
    const [cold, warm] = [rounds[0].all, median(rounds.slice(1).map(({ all }) => all))];
    console.log("case", cold, warm);
    return [
      `### In the page\n\nChromium ${browser.version}, one worker, after the page has loaded; reading included; median of ${WARM} runs after ${SETTLED}, the first of which is shown too:`,
      table(["row", "page s", "native s, one thread", "page ÷ native", "first s"], lines),
      `A whole four-sequence case (brain_met; original, 8 sub-bands, LoG 1–5, the four pointwise types and the gradient: ${rounds[0].each[0].features} features a sequence) on two workers: **${digits(warm)} s**, the first time ${digits(cold)} s.`,
    ].join("\n\n");
  } finally {
    await browser.close();
  }
}

const started = Date.now();
const [native, beside] = sideBySide();
const text = [
  `${cpus()[0].model.trim()}, ${cpus().length} cores; ${new Date().toISOString().slice(0, 10)}; PyRadiomics 3.0.1, Pictologics 0.9.0. Wall seconds in process, reading included; warm: median of ${turns * EACH} runs (PyRadiomics 2), in ${turns} turns of Discern and Pictologics, each after a cold one. A ratio below 1 is a loss of ours.`,
  "PyRadiomics and Discern give the same values. Pictologics computes IBSI's features (other sets, other filters); it is given as many grey levels as the others have.",
  beside,
  beforeAndNow(),
  growth(),
  await page(native),
]
  .filter(Boolean)
  .join("\n\n");
rmSync(scratch, { recursive: true });
console.log(`\n${text}\n\n${((Date.now() - started) / 1000).toFixed(0)} s`);
if (process.argv.includes("--write")) {
  const file = join(root, "docs/performance.md");
  const [begin, end] = ["<!-- side-by-side: begin -->", "<!-- side-by-side: end -->"];
  const old = readFileSync(file, "utf8");
  writeFileSync(file, `${old.split(begin)[0]}${begin}\n${text}\n${end}${old.split(end)[1]}`);
}
