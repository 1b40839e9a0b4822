// Where cargo is, where it writes, and that what it writes does not say where.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, sep } from "node:path";
import { root, SetupError } from "./run.mjs";

/** Where cargo keeps its programs and the sources of crates. */
export const cargoHome = () => process.env["CARGO_HOME"] ?? join(homedir(), ".cargo");

/**
 * Arguments for cargo. Panics name their file: whoever gets the product learns no folder of whoever built it, and all builds are
 * the same.
 * @param {string} triple of the system built for
 * @param {readonly string[]} [flags] more of the compiler's
 */
export const nameless = (triple, flags = []) => {
  const places = [`${join(cargoHome(), "registry", "src")}${sep}`, root];
  const all = [...places.map((place) => `--remap-path-prefix=${place}=`), ...flags];
  return ["--config", `target.${triple}.rustflags = [${all.map((flag) => `'${flag}'`).join(", ")}]`];
};

/** Puts cargo on the path: a new shell may not know it yet, although rustup has installed it. */
export function findCargo() {
  const bin = join(cargoHome(), "bin");
  const path = (process.env["PATH"] ?? "").split(delimiter);
  if (existsSync(bin) && !path.includes(bin)) process.env["PATH"] = [...path, bin].join(delimiter);
}

export const NO_RUST = "Rust was not found. Install it from https://rustup.rs, then run this command again.";

/** @type {string | undefined} */
let target;

/**
 * The folder that cargo builds into, as cargo itself gives it: CARGO_TARGET_DIR and `build.target-dir` of any configuration
 * file count. Whatever scripts and tests make on the way to their products lies below it too.
 */
export function targetFolder() {
  if (target) return target;
  findCargo();
  const args = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
  try {
    // What rustup says stays visible: the first call in a new checkout may fetch the compiler.
    const text = execFileSync("cargo", args, {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      stdio: ["ignore", "pipe", "inherit"],
    });
    target = /** @type {{ target_directory: string }} */ (JSON.parse(text)).target_directory;
    return target;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new SetupError(
      missing ? NO_RUST : `cargo metadata failed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** A path below that folder. @param {string[]} parts */
export const inTarget = (...parts) => join(targetFolder(), ...parts);

/** The command line as a profile builds it. @param {"debug" | "release"} profile the name of its folder */
export const commandLine = (profile) => inTarget(profile, process.platform === "win32" ? "discern.exe" : "discern");
