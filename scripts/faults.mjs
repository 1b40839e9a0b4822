// npm run faults [-- ROUNDS [COMMAND]]: runs of the command line that are killed, run out of disk, lose a file or are started twice, each
// taken up again until it ends. Nothing may be lost (a finished row that is gone) or torn (half a file, half a row), and what
// comes out must be what a run without a fault gives, to the byte. Uses the command line that was built last for tests.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { cohort } from "../tests/support/cohort.mjs";
import { discern } from "../tests/support/discern.mjs";
import { image, mask } from "../tests/support/nifti.mjs";
import { commandLine } from "./lib/cargo.mjs";
import { command, SetupError } from "./lib/run.mjs";

const ROUNDS = 1000;
const CASES = 4;
const SIZE = [8, 8, 8];
const SEQUENCES = ["t1", "t2", "t2fs", "t1ce"];

const program = commandLine("debug");
const folder = mkdtempSync(join(tmpdir(), "discern-faults-"));
const at = (/** @type {string} */ name) => join(folder, name);

/** Numbers that are the same in every run. */
let state = 1;
const random = (/** @type {number} */ below) => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >>> 8) % below;
};

/** Every command that can be taken up again, and how it is called for an output. @type {Record<string, (out: string) => string[]>} */
const COMMANDS = {
  "extract --batch": (out) => ["extract", "--batch", "batch.csv", "-p", "p.yaml", "-j", "2", "-o", out],
  "extract --cohort": (out) => ["extract", "--cohort", "cohort.csv", "-p", "p.yaml", "-j", "2", "-o", out],
  "predict --cohort": (out) => ["predict", "model.json", "--cohort", "cohort.csv", "-o", out],
  simulate: (out) => ["simulate", "--cases", "1", "-o", out],
};

/** Where a command's result is seen. @param {string} name @param {string} out */
const result = (name, out) => at(name === "simulate" ? `${out}/cohort.csv` : out);

/** @param {string} out */
const rows = (out) => at(`${out}.rows.jsonl`);

/** A list of cases with small images. */
function prepare() {
  const lines = { batch: ["Image,Mask,Label"], cohort: [`case,center,split,age,label,${SEQUENCES},mask`] };
  for (let number = 0; number < CASES; number++) {
    for (const [seed, sequence] of SEQUENCES.entries()) {
      writeFileSync(at(`${number}_${sequence}.nii`), image(seed + 4 * number, SIZE));
      lines.batch.push(`${number}_${sequence}.nii,${number}_mask.nii,1`);
    }
    writeFileSync(at(`${number}_mask.nii`), mask(SIZE));
    const files = [...SEQUENCES, "mask"].map((name) => `${number}_${name}.nii`);
    lines.cohort.push(`c${number},A,train,${40 + number},${number % 2},${files}`);
  }
  writeFileSync(at("batch.csv"), `${lines.batch.join("\n")}\n`);
  writeFileSync(at("cohort.csv"), `${lines.cohort.join("\n")}\n`);
  writeFileSync(at("p.yaml"), "setting: {binWidth: 10}\n");
  model();
}

/** A small model of two features and the age. */
function model() {
  const inputs = ["t1_original_firstorder_Mean", "t2_original_shape_MeshVolume", "age"];
  const linear = { type: "linear", intercept: -1, coefficients: [0.5, -0.25, 1] };
  const scales = { mean: [100, 100, 50], scale: [10, 10, 15] };
  const classifier = { schema: "discern-classifier", version: 1, made_by: "faults", inputs, model: linear, ...scales };
  writeFileSync(at("classifier.json"), JSON.stringify(classifier));
  writeFileSync(at("features.csv"), cohort(48));
  writeFileSync(at("few.yaml"), "featureClass:\n  shape: [MeshVolume]\n  firstorder: [Mean]\n");
  const from = ["--features", at("features.csv"), "--params", at("few.yaml")];
  discern("import", at("classifier.json"), ...from, "--out", at("model.json"));
}

/** Starts a run. @param {string[]} args @param {string} [limit] shell words before it */
function start(args, limit = "") {
  const [shell, ...call] = limit ? ["bash", "-c", `${limit}; exec "$0" "$@"`, program, ...args] : [program, ...args];
  const child = spawn(shell ?? program, call, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  child.stderr.on("data", (chunk) => {
    told += chunk;
  });
  const ended = new Promise((resolve) => child.on("close", (code) => resolve({ code, told })));
  return { child, ended: /** @type {Promise<{ code: number | null, told: string }>} */ (ended) };
}

/** Every kind of fault: does it to one run, and waits until that has ended. @type {Record<string, (args: string[]) => Promise<unknown>>} */
const FAULTS = {
  async "kill −9"(args) {
    const { child, ended } = start(args);
    await wait(random(200));
    child.kill("SIGKILL");
    await ended;
  },
  // Writing beyond so many blocks fails from somewhere on, as on a disk that is full.
  "full disk": (args) => start(args, `trap '' XFSZ; ulimit -f ${random(40)}`).ended,
  async "vanished file"(args) {
    const file = at(`${random(CASES)}_${SEQUENCES[random(4)]}.nii`);
    const { ended } = start(args);
    await wait(random(100));
    renameSync(file, `${file}.away`);
    await ended;
    renameSync(`${file}.away`, file);
  },
  async "double run"(args) {
    const runs = [start(args), start(args)];
    if (random(2)) runs[0]?.child.kill("SIGKILL");
    const ends = await Promise.all(runs.map(({ ended }) => ended));
    for (const { code, told } of ends) {
      const refused = code === 2 && told.includes("no other run");
      if (code !== 0 && code !== null && !refused) throw new Error(`A run beside another: ${code} ${told}`);
    }
  },
};

/** Whole lines of finished rows. @param {string} out */
function finished(out) {
  const text = existsSync(rows(out)) ? readFileSync(rows(out), "utf8") : "";
  return text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1);
}

/** @typedef {{ rounds: number, lost: number, torn: number, differ: number }} Count */

/** A run with one to three faults of a kind, then to its end. @param {string} name @param {string} fault @param {Buffer} expected @param {Count} count */
async function round(name, fault, expected, count) {
  const out = `out-${count.rounds}-${random(1 << 20)}`;
  const args = COMMANDS[name]?.(out) ?? [];
  for (let times = 1 + random(3); times > 0 && !existsSync(result(name, out)); times--) {
    const before = finished(out);
    await FAULTS[fault]?.(args);
    count.rounds += 1;
    const [after, done] = [finished(out), existsSync(result(name, out))];
    if (!done && before.some((line, number) => line !== after[number])) count.lost += 1;
    if (after.some((line) => !isWhole(line))) count.torn += 1;
    // A row that failed for a while has empty cells in a table that the next run writes again.
    if (done && fault !== "vanished file" && !readFileSync(result(name, out)).equals(expected)) count.torn += 1;
  }
  const { code, told } = await start(args).ended;
  if (code !== 0) throw new Error(`${name} after ${fault}: ${code} ${told}`);
  if (!readFileSync(result(name, out)).equals(expected)) count.differ += 1;
  for (const left of [`${out}.lock`, `${out}.partial`, `${out}.rows.jsonl`]) if (existsSync(at(left))) count.torn += 1;
  rmSync(at(out), { recursive: true });
}

/** @param {string} line */
function isWhole(line) {
  try {
    return "sum" in JSON.parse(line);
  } catch {
    return false;
  }
}

await command(async () => {
  if (process.platform === "win32") throw new SetupError("Faults are made by signals and limits that Windows has not.");
  prepare();
  const [rounds = String(ROUNDS), chosen = ""] = process.argv.slice(2);
  const names = Object.keys(COMMANDS).filter((name) => name.includes(chosen));
  const pairs = names.flatMap((name) => Object.keys(FAULTS).map((fault) => ({ name, fault })));
  console.log("| command | fault | faults | lost | torn | other bytes at the end |\n|---|---|---:|---:|---:|---:|");
  const all = { rounds: 0, lost: 0, torn: 0, differ: 0 };
  for (const [number, { name, fault }] of pairs.entries()) {
    const out = `reference-${number}`;
    const { code, told } = await start(COMMANDS[name]?.(out) ?? []).ended;
    if (code !== 0) throw new Error(`${name}: ${told}`);
    const expected = readFileSync(result(name, out));
    const count = { rounds: 0, lost: 0, torn: 0, differ: 0 };
    const share = Math.ceil((Number(rounds) - all.rounds) / (pairs.length - number));
    while (count.rounds < share) await round(name, fault, expected, count);
    console.log(`| ${name} | ${fault} | ${count.rounds} | ${count.lost} | ${count.torn} | ${count.differ} |`);
    for (const key of /** @type {const} */ (["rounds", "lost", "torn", "differ"])) all[key] += count[key];
  }
  console.log(`| all | | ${all.rounds} | ${all.lost} | ${all.torn} | ${all.differ} |`);
  rmSync(folder, { recursive: true });
  if (all.lost + all.torn + all.differ > 0) throw new SetupError("Something was lost or torn.");
});
