// Steps that are up to date are skipped: each product has a stamp below cargo's target folder, the hash of all that it was made
// from.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { inTarget } from "./cargo.mjs";
import { root } from "./run.mjs";

/** Files at or below a path, sorted, relative to the root. @param {string} path @returns {string[]} */
function files(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => files(`${path}/${name}`));
}

/** One hash over names and contents. @param {string[]} paths @param {string} salt */
function hash(paths, salt) {
  const sum = createHash("sha256").update(salt);
  for (const file of paths.flatMap(files)) {
    sum.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return sum.digest("hex");
}

/**
 * Does `step` unless `product` exists and was made from the same inputs.
 * @param {{ product: string, inputs: string[], salt?: string, orSalt?: string }} what paths relative to the root, or whole; salt: how it is
 *   made; orSalt: how it may have been made as well
 * @param {() => Promise<void>} step
 * @returns {Promise<boolean>} whether the step was done
 */
export async function unlessFresh({ product, inputs, salt = "", orSalt = salt }, step) {
  const path = resolve(root, product);
  // Named by the whole path: several checkouts may share one target folder.
  const stamp = inTarget("stamps", `${basename(path)}-${createHash("sha256").update(path).digest("hex").slice(0, 16)}`);
  const made = existsSync(path) && existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
  const wanted = hash(inputs, salt);
  if (made === wanted || made === hash(inputs, orSalt)) return false;
  await step();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}
