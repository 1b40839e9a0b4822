// Running other programs: shown, timed, and stopping with one clear message when they fail.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A problem the user can do something about; shown without a stack. */
export class SetupError extends Error {}

/**
 * Runs a program in the root folder and waits for its end.
 * @param {string} program
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string>, onLine?: (line: string) => void }} [options]
 *   quiet: keep the output and show it only on failure; onLine: told every line.
 * @returns {Promise<{ code: number, output: string }>} code 127 when there is no such program
 */
export function run(program, args, { quiet = false, env = {}, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let rest = "";
    const take = (/** @type {Buffer} */ chunk) => {
      const text = chunk.toString();
      output += text;
      if (!quiet) process.stdout.write(text);
      if (!onLine) return;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(onLine);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 127, output: String(error) }));
    child.on("close", (code) => {
      if (onLine && rest) onLine(rest);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * As `run`, but a failure ends the whole command.
 * @param {string} what said to the user, in plain words
 * @param {string} program
 * @param {string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options]
 */
export async function must(what, program, args, options = {}) {
  const { code, output } = await run(program, args, options);
  if (code === 0) return output;
  if (options.quiet) process.stderr.write(output);
  throw new SetupError(code === 127 ? `${what} needs \`${program}\`, which was not found on PATH.` : `${what} failed.`);
}

/**
 * Runs a command's main function; plain messages for what the user can mend.
 * @param {() => Promise<void>} main
 */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
