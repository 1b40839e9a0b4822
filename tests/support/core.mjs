// The wasm package that the tests look at: the page's, or the one in the folder that DISCERN_PACKAGE names.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/lib/run.mjs";

const folder = resolve(root, process.env["DISCERN_PACKAGE"] ?? "pkg");

/** @type {typeof import("../../pkg/discern.js")} */
export const core = await import(pathToFileURL(join(folder, "discern.js")).href);
core.initSync({ module: readFileSync(join(folder, "discern_bg.wasm")) });
