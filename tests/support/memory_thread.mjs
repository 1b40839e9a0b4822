// One core in a thread of its own: does one thing with bytes, and tells how large the memory of its wasm has become.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { root } from "../../scripts/lib/run.mjs";
import { fileOf } from "./files.mjs";

const folder = resolve(root, process.env["DISCERN_PACKAGE"] ?? "pkg");
/** @type {typeof import("../../pkg/discern.js")} */
const core = await import(pathToFileURL(join(folder, "discern.js")).href);
const { memory } = core.initSync({ module: readFileSync(join(folder, "discern_bg.wasm")) });

const { what, bytes } = /** @type {{ what: string, bytes: Uint8Array }} */ (workerData);
const scan = () => new core.Scan(fileOf(bytes), []);
const text = () => new TextDecoder().decode(bytes);
/** @type {Record<string, () => unknown>} */
const work = {
  inspect: () => scan().inspect(),
  image: () => core.image_voxels(scan()),
  labels: () => core.label_voxels(scan()),
  table: () => core.table_contents(text()),
  list: () => core.case_list(text()),
  model: () => new core.Model(text()),
  weights: () => new core.Network(bytes),
};
const before = memory.buffer.byteLength;
work[what]?.();
parentPort?.postMessage(memory.buffer.byteLength - before);
