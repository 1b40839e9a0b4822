// The bundled model with other extraction settings, sealed again: only its settings are of use.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/run.mjs";

/** @param {object | string} settings a PyRadiomics parameter file, or its text @returns {string} */
export function modelWith(settings) {
  const text = readFileSync(join(root, "models/demo.json"), "utf8").trimEnd();
  const told = JSON.parse(text);
  const [had, seal] = [JSON.stringify(told.extraction.settings), `"sha256":"${told.sha256}"`];
  const own = typeof settings === "string" ? settings : JSON.stringify(settings);
  return sealed(text.replace(had, () => JSON.stringify(own)).replace(seal, '"sha256":""'));
}

/** A model file's text, sealed by the hash that it is to have. @param {string} open the text with an empty hash @returns {string} */
function sealed(open) {
  const sha256 = createHash("sha256").update(open).digest("hex");
  return open.replace(/"sha256":""(?!.*"sha256":"")/s, `"sha256":"${sha256}"`);
}

/** A model file with names in place of those of its models and its own, sealed again. @param {string} text @param {Record<string, string>} names @returns {string} */
export function modelNamed(text, names) {
  const whole = text.trimEnd();
  const renamed = Object.entries(names).reduce(
    (so, [had, name]) => so.replaceAll(`"name":"${had}"`, () => `"name":${JSON.stringify(name)}`),
    whole,
  );
  return sealed(renamed.replace(`"sha256":"${JSON.parse(whole).sha256}"`, '"sha256":""'));
}
