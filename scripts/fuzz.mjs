// npm run fuzz [-- TARGET] [-- SECONDS]: each fuzz target (or one) for some minutes, from the seeds and what was found before.
// Needs the nightly compiler and cargo-fuzz; what crashes lies below fuzz/artifacts afterwards.
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findCargo } from "./lib/cargo.mjs";
import { command, root, run, SetupError } from "./lib/run.mjs";

const SECONDS = 180;
/** Longest input, bytes: sealed files are long, all others show more when they are short. */
const LONGEST = { capsule: 65536, model_file: 16384, imported: 16384 };

await command(async () => {
  findCargo();
  const [chosen, seconds = String(SECONDS)] = process.argv.slice(2);
  const missing = (await run("cargo", ["+nightly", "fuzz", "--version"], { quiet: true })).code !== 0;
  if (missing) {
    throw new SetupError(
      "Fuzzing needs `rustup toolchain install nightly` and `cargo install cargo-fuzz`; then run this command again.",
    );
  }
  const targets = readdirSync(join(root, "fuzz/seeds")).filter((name) => !chosen || chosen === name);
  if (targets.length === 0) throw new SetupError(`There is no fuzz target ${chosen}.`);
  const failed = [];
  for (const target of targets) {
    console.log(`\n# ${target}`);
    const folders = [`fuzz/corpus/${target}`, `fuzz/seeds/${target}`];
    mkdirSync(join(root, folders[0] ?? ""), { recursive: true });
    const longest = /** @type {Record<string, number>} */ (LONGEST)[target] ?? 4096;
    const limits = [`-max_total_time=${seconds}`, `-max_len=${longest}`, "-timeout=20", "-rss_limit_mb=2048"];
    // Memory is bounded by the limits; the other sanitisers look at unsafe code, of which the readers have none.
    const args = ["+nightly", "fuzz", "run", "--sanitizer", "none", target, ...folders, "--", ...limits];
    if ((await run("cargo", args)).code !== 0) failed.push(target);
  }
  if (failed.length)
    throw new SetupError(
      `Crashes in ${failed.join(", ")}: see fuzz/artifacts, mend, and keep the file in fuzz/crashes.`,
    );
});
