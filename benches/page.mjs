// Extraction in real Chromium: the page's own core in module workers that do nothing else, on an empty page.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium as engine } from "playwright-core";
import { chromium, FLAGS } from "../scripts/lib/chromium.mjs";
import { root } from "../scripts/lib/run.mjs";
import { nodeModules, rust, wasmPackage } from "../scripts/lib/setup.mjs";

const WORKER = `
import { Model, Scan, Scans, initSync, join, measure } from '/pkg/discern.js';
let [model, parts] = [null, 0];
onmessage = ({ data }) => {
  if (data.module) {
    initSync({ module: data.module });
    if (data.model) {
      model = new Model(data.model);
      parts = model.describe().parts;
    }
    return postMessage('ready');
  }
  const started = performance.now();
  const scan = (bytes) => new Scan(new File([bytes], 'scan'), []);
  const [image, mask] = [scan(data.image), scan(data.mask)];
  let features;
  if (model) {
    const opened = model.open('t1', new Scans(image, mask, 1), () => {});
    ({ features } = join(Array.from({ length: parts }, (_, part) => opened.measure(part, () => {}))));
    opened.free();
  } else {
    features = Object.keys(JSON.parse(measure(image, mask, data.params)));
  }
  const seconds = (performance.now() - started) / 1000;
  postMessage({ seconds, features: features.length });
};`;

/** What runs in the browser: all jobs on so many workers; seconds of each job and of all, for every repetition. */
async function inPage({ workers: count, files, model, params, jobs, repeats }) {
  const fetched = await Promise.all(files.map(async (_, index) => (await fetch(`/file/${index}`)).arrayBuffer()));
  const module = await WebAssembly.compileStreaming(fetch("/pkg/discern_bg.wasm"));
  const answer = (worker, message) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message: found }) => reject(new Error(found));
      worker.postMessage(message);
    });
  const workers = Array.from({ length: count }, () => new Worker("/worker.js", { type: "module" }));
  await Promise.all(workers.map((worker) => answer(worker, { module, model })));
  const rounds = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const started = performance.now();
    const [queue, each] = [[...jobs.keys()], []];
    const drain = async (worker) => {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        each[job] = await answer(worker, { image: fetched[jobs[job][0]], mask: fetched[jobs[job][1]], params });
      }
    };
    await Promise.all(workers.map(drain));
    rounds.push({ all: (performance.now() - started) / 1000, each });
  }
  workers.forEach((worker) => worker.terminate());
  return rounds;
}

/**
 * A browser that measures: `run(files, jobs, how, workers, repeats)`; jobs are pairs of places among the files. `how` is
 * what a worker is told: `params`, a parameter file, for features alone; `model`, for all that an analysis asks of a
 * sequence, hashes included.
 */
export async function openBrowser() {
  await nodeModules();
  await rust();
  await wasmPackage();
  let files = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    const send = (type, body) => response.writeHead(200, { "Content-Type": type }).end(body);
    if (url === "/") return send("text/html", "<!doctype html><title>bench</title>");
    if (url === "/worker.js") return send("text/javascript", WORKER);
    if (url.startsWith("/file/")) return send("application/octet-stream", readFileSync(files[Number(url.slice(6))]));
    if (/^\/pkg\/[\w./-]+\.js$/.test(url)) return send("text/javascript", readFileSync(join(root, url)));
    if (url === "/pkg/discern_bg.wasm") return send("application/wasm", readFileSync(join(root, url)));
    response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await engine.launch({ executablePath: await chromium(), args: FLAGS });
  const address = `http://127.0.0.1:${server.address().port}/`;
  return {
    version: browser.version(),
    async run(paths, jobs, how, workers, repeats) {
      files = paths;
      const page = await browser.newPage();
      await page.goto(address);
      const rounds = await page.evaluate(inPage, { ...how, workers, files: paths.map(() => 0), jobs, repeats });
      await page.close();
      return rounds;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
