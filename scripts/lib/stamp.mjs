// Steps that are up to date are skipped: a stamp beside each product holds the hash of all that it was made from.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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
 * @param {{ product: string, inputs: string[], salt?: string, orSalt?: string }} what paths relative to the root; salt: how it is
 *   made; orSalt: how it may have been made as well
 * @param {() => Promise<void>} step
 * @returns {Promise<boolean>} whether the step was done
 */
export async function unlessFresh({ product, inputs, salt = "", orSalt = salt }, step) {
  const stamp = join(root, "target/stamps", product.replaceAll("/", "-"));
  const made = existsSync(join(root, product)) && existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
  const wanted = hash(inputs, salt);
  if (made === wanted || made === hash(inputs, orSalt)) return false;
  await step();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}
