// Extraction in real Chromium: the page's own core in module workers that do nothing else, on an empty page.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium as engine } from 'playwright-core';
import { FLAGS, chromium } from '../scripts/lib/chromium.mjs';
import { root } from '../scripts/lib/run.mjs';
import { nodeModules, rust, wasmPackage } from '../scripts/lib/setup.mjs';

const WORKER = `
import { Model, Scan, initSync } from '/pkg/discern.js';
let model;
onmessage = ({ data }) => {
  if (data.module) {
    initSync({ module: data.module });
    model = new Model(data.model);
    return postMessage('ready');
  }
  const started = performance.now();
  const [image, mask] = [new Scan(new Uint8Array(data.image)), new Scan(new Uint8Array(data.mask))];
  const text = model.extract('t1', image, mask, 1, () => {});
  postMessage({ seconds: (performance.now() - started) / 1000, features: JSON.parse(text).features.length });
};`;

/** The demonstration model with other extraction settings, sealed again: only its settings are used. */
function modelWith(settings) {
  const text = readFileSync(join(root, 'models/demo.json'), 'utf8').trimEnd();
  const told = JSON.parse(text);
  const old = [JSON.stringify(told.extraction.settings), `"sha256":"${told.sha256}"`];
  const open = text.replace(old[0], () => JSON.stringify(JSON.stringify(settings))).replace(old[1], '"sha256":""');
  const sha256 = createHash('sha256').update(open).digest('hex');
  return open.replace(/"sha256":""(?!.*"sha256":"")/s, `"sha256":"${sha256}"`);
}

/** What runs in the browser: all jobs on so many workers; seconds of each job and of all, for every repetition. */
async function inPage({ workers: count, files, model, jobs, repeats }) {
  const fetched = await Promise.all(files.map(async (_, index) => (await fetch(`/file/${index}`)).arrayBuffer()));
  const module = await WebAssembly.compileStreaming(fetch('/pkg/discern_bg.wasm'));
  const answer = (worker, message) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message: found }) => reject(new Error(found));
      worker.postMessage(message);
    });
  const workers = Array.from({ length: count }, () => new Worker('/worker.js', { type: 'module' }));
  await Promise.all(workers.map((worker) => answer(worker, { module, model })));
  const rounds = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const started = performance.now();
    const [queue, each] = [[...jobs.keys()], []];
    const drain = async (worker) => {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        each[job] = await answer(worker, { image: fetched[jobs[job][0]], mask: fetched[jobs[job][1]] });
      }
    };
    await Promise.all(workers.map(drain));
    rounds.push({ all: (performance.now() - started) / 1000, each });
  }
  workers.forEach((worker) => worker.terminate());
  return rounds;
}

/** A browser that measures: `run(files, jobs, settings, workers, repeats)`; jobs are pairs of places among the files. */
export async function openBrowser() {
  await nodeModules();
  await rust();
  await wasmPackage();
  let files = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const send = (type, body) => response.writeHead(200, { 'Content-Type': type }).end(body);
    if (url === '/') return send('text/html', '<!doctype html><title>bench</title>');
    if (url === '/worker.js') return send('text/javascript', WORKER);
    if (url.startsWith('/file/')) return send('application/octet-stream', readFileSync(files[Number(url.slice(6))]));
    if (/^\/pkg\/[\w./-]+\.js$/.test(url)) return send('text/javascript', readFileSync(join(root, url)));
    if (url === '/pkg/discern_bg.wasm') return send('application/wasm', readFileSync(join(root, url)));
    response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await engine.launch({ executablePath: await chromium(), args: FLAGS });
  const address = `http://127.0.0.1:${server.address().port}/`;
  return {
    version: browser.version(),
    async run(paths, jobs, settings, workers, repeats) {
      files = paths;
      const page = await browser.newPage();
      await page.goto(address);
      const rounds = await page.evaluate(inPage, { workers, files: paths.map(() => 0), model: modelWith(settings), jobs, repeats });
      await page.close();
      return rounds;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
