// One core in a thread of its own: measures the parts of a sequence that it is given, as a worker of the page does.
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { core } from "./core.mjs";
import { scanOf } from "./files.mjs";

const { model, image, mask, parts } = workerData;
const measuring = new core.Model(model);
const scan = (/** @type {string} */ path) => scanOf(readFileSync(path));
const how = parts.includes(0) ? measuring.open : measuring.help;
const opened = how.call(measuring, "t1", new core.Scans(scan(image), scan(mask), 1), () => {});
parentPort?.postMessage(parts.map((/** @type {number} */ part) => opened.measure(part, () => {})));
