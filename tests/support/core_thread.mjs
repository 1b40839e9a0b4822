// One core in a thread of its own: measures the parts of a sequence that it is given, as a worker of the page does.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { Model, Scan, initSync } from "../../pkg/discern.js";

const { model, image, mask, parts } = workerData;
initSync({ module: readFileSync(new URL("../../pkg/discern_bg.wasm", import.meta.url)) });
const core = new Model(model);
const scan = (/** @type {string} */ path) => new Scan(readFileSync(path));
const how = parts.includes(0) ? core.open : core.help;
const opened = how.call(core, "t1", scan(image), scan(mask), 1, () => {});
parentPort?.postMessage(parts.map((/** @type {number} */ part) => opened.measure(part, () => {})));
