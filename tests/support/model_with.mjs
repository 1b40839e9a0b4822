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
  const open = text.replace(had, () => JSON.stringify(own)).replace(seal, '"sha256":""');
  const sha256 = createHash("sha256").update(open).digest("hex");
  return open.replace(/"sha256":""(?!.*"sha256":"")/s, `"sha256":"${sha256}"`);
}
