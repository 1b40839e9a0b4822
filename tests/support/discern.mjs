// The command line, as `npm test` has built it.
import { execFileSync } from "node:child_process";
import { commandLine } from "../../scripts/lib/cargo.mjs";

/** Runs it; what it prints. A failure carries what it said. @param {string[]} args */
export const discern = (...args) =>
  execFileSync(commandLine("debug"), args, { encoding: "utf8", maxBuffer: 1 << 26, stdio: "pipe" });
