// Rebuilds the demonstration model, the table in the README and the sample case from nothing, by `discern study`.
// Deterministic: the same sources give the same bytes. Given again after it was stopped, it goes on where it was. Everything
// here is simulated; the figures it prints say so.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, inTarget } from "./lib/cargo.mjs";
import { root } from "./lib/run.mjs";

const work = inTarget("demo-model");
const program = commandLine("release");

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs the command line and keeps what it prints but for the build stamp: the file changes only where a digit does. @param {string} file @param {string[]} args */
function keep(file, ...args) {
  const { stdout, status } = spawnSync(program, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(join(root, file), stdout.replace(/^ *"program": .*\n/m, ""));
}

const discern = (/** @type {string[]} */ ...args) => run(program, args);

/** Clears away what another program left: going on with that would not be what these sources give. */
function begin() {
  const stamp = join(work, "made-by");
  const own = createHash("sha256").update(readFileSync(program)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === own) return;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  writeFileSync(stamp, own);
}

run("cargo", ["build", "--locked", "--release", "--bin", "discern"]);
begin();
discern("study", "--deep", "--out", work);
copyFileSync(join(work, "model.json"), join(root, "models", "demo.json"));
// A case beyond the cohort, for the page's sample button.
discern("simulate", "--cases", "1", "--skip", "600", "--seed", "1", "--out", join(root, "models", "sample"));
// Its answer on this machine: the page's self-test holds the visitor's to it.
const [names = [], row = []] = readFileSync(join(root, "models/sample/cohort.csv"), "utf8")
  .split(/\r?\n/)
  .map((line) => line.split(","));
const cell = (/** @type {string} */ name) => row[names.indexOf(name)] ?? "";
const files = ["t1", "t2", "t2fs", "t1ce", "mask"].flatMap((name) => [
  `--${name}`,
  join(root, "models/sample", cell(name)),
]);
keep(
  "models/sample/answer.json",
  "predict",
  join(root, "models", "demo.json"),
  ...files,
  "--age",
  String(Number(cell("age"))),
);

const readme = join(root, "README.md");
const text = readFileSync(readme, "utf8");
const table = readFileSync(join(work, "table.md"), "utf8");
const section = /(<!-- study -->\n)[\s\S]*?(<!-- \/study -->)/;
if (!section.test(text)) throw new Error("README.md has no section <!-- study -->");
writeFileSync(
  readme,
  text.replace(section, (_, start, end) => `${start}${table}${end}`),
);
