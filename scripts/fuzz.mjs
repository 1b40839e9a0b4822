// npm run fuzz [-- TARGET|all] [-- SECONDS]: each fuzz target (or one) for some minutes, from the seeds and what was found before;
// at the end a table of how much was tried. Needs the nightly compiler and cargo-fuzz; what crashes lies below fuzz/artifacts
// afterwards.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findCargo, inTarget } from "./lib/cargo.mjs";
import { command, root, run, SetupError } from "./lib/run.mjs";

const SECONDS = 180;
/** Longest input, bytes: all show more when they are short, but one that cuts its own seeds off would read nothing. @param {string} target */
const longest = (target) => {
  const seeds = join(root, "fuzz/seeds", target);
  const sizes = readdirSync(seeds).map((name) => statSync(join(seeds, name)).size);
  return Math.max(4096, ...sizes.map((size) => size + 4096));
};
/** What no single input may need: seconds, megabytes. */
const [TIMEOUT, MEMORY] = [20, 2048];

/** What libFuzzer tells at its end, and how many inputs were read. @param {string} target @param {string} output @param {string} counted */
function row(target, output, counted) {
  const stat = (/** @type {string} */ name) => new RegExp(`stat::${name}:\\s*(\\d+)`).exec(output)?.[1] ?? "–";
  const accepted = existsSync(counted) ? readFileSync(counted, "utf8") : "–";
  const [runs, slowest, memory] = ["number_of_executed_units", "slowest_unit_time_sec", "peak_rss_mb"].map(stat);
  return `| ${target} | ${runs} | ${accepted} | ${slowest} | ${memory} |`;
}

await command(async () => {
  findCargo();
  const [chosen = "all", seconds = String(SECONDS)] = process.argv.slice(2);
  const missing = (await run("cargo", ["+nightly", "fuzz", "--version"], { quiet: true })).code !== 0;
  if (missing) {
    throw new SetupError(
      "Fuzzing needs `rustup toolchain install nightly` and `cargo install cargo-fuzz`; then run this command again.",
    );
  }
  const targets = readdirSync(join(root, "fuzz/seeds")).filter((name) => chosen === "all" || chosen === name);
  if (targets.length === 0) throw new SetupError(`There is no fuzz target ${chosen}.`);
  const failed = [];
  const rows = ["| target | runs | accepted | slowest, s | largest memory, MB |", "|---|---:|---:|---:|---:|"];
  mkdirSync(inTarget("fuzz"), { recursive: true });
  for (const target of targets) {
    console.log(`\n# ${target}`);
    const folders = [`fuzz/corpus/${target}`, `fuzz/seeds/${target}`];
    mkdirSync(join(root, folders[0] ?? ""), { recursive: true });
    const limits = [
      `-max_total_time=${seconds}`,
      `-max_len=${longest(target)}`,
      `-timeout=${TIMEOUT}`,
      `-rss_limit_mb=${MEMORY}`,
    ];
    // Memory is bounded by the limits; the other sanitisers look at unsafe code, of which the readers have none.
    const args = ["+nightly", "fuzz", "run", "--sanitizer", "none", target, ...folders, "--", ...limits];
    const counted = inTarget("fuzz", `${target}.accepted`);
    const env = { DISCERN_FUZZ_ACCEPTED: counted };
    const { code, output } = await run("cargo", [...args, "-print_final_stats=1", "-verbosity=0"], { env });
    if (code !== 0) failed.push(target);
    rows.push(row(target, output, counted));
  }
  console.log(`\n${rows.join("\n")}`);
  if (failed.length)
    throw new SetupError(
      `Crashes in ${failed.join(", ")}: see fuzz/artifacts, mend, and keep the file in fuzz/crashes.`,
    );
});
