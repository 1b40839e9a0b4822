// Rebuilds the demonstration model and the sample case from nothing: simulate → extract → train.
// Deterministic: the same sources give the same bytes. Everything here is simulated; the figures it prints say so.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const work = join("target", "demo-model");
const cohort = join(work, "cohort");
const features = join(work, "features.csv");

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const discern = (/** @type {string[]} */ ...args) => run(join("target", "release", "discern"), args);

run("cargo", ["build", "--locked", "--release", "--bin", "discern"]);
discern("simulate", "--cases", "510", "--seed", "1", "--out", cohort);
discern("extract", "--cohort", join(cohort, "cohort.csv"), "--params", join("models", "demo.yaml"), "--out", features);
discern("train", features, "--out", join("models", "demo.json"), "--name", "Discern demonstration", "--demonstration");
// A case beyond the cohort, for the page's sample button.
discern("simulate", "--cases", "1", "--skip", "600", "--seed", "1", "--out", join("models", "sample"));
