// `node web.mjs ENGINE IMAGES FEATURES ROUNDS`: times the network in WebAssembly, one thread, on a file of f32 images.
// ENGINE is the folder of our module made by xtask, or an ONNX file for onnxruntime-web.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [engine, imagesFile, featuresFile, rounds] = process.argv.slice(2);
const SIDE = 224;
const VALUES = SIDE * SIDE * 3;
const raw = readFileSync(imagesFile);
const pixels = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
const images = Array.from({ length: pixels.length / VALUES }, (_, i) => pixels.slice(i * VALUES, (i + 1) * VALUES));

async function ours(folder) {
  const module = await import(pathToFileURL(`${folder}/discern.js`).href);
  module.initSync({ module: readFileSync(`${folder}/discern_bg.wasm`) });
  const loaded = new module.Engine(readFileSync(new URL("../../models/efficientnet-lite0.bin", import.meta.url)));
  return { prepare: (image) => image, run: (image) => loaded.run(image) };
}

async function onnxruntimeWeb(file) {
  const ort = await import("onnxruntime-web/wasm");
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(readFileSync(file), { executionProviders: ["wasm"] });
  const prepare = (image) => {
    const planes = new Float32Array(VALUES);
    for (let i = 0; i < VALUES; i++) planes[(i % 3) * SIDE * SIDE + Math.floor(i / 3)] = image[i];
    return new ort.Tensor("float32", planes, [1, 3, SIDE, SIDE]);
  };
  const run = async (x) => {
    const outputs = await session.run({ x });
    return Float32Array.from(session.outputNames.flatMap((name) => [...outputs[name].data]));
  };
  return { prepare, run };
}

const start = performance.now();
const { prepare, run } = engine.endsWith(".onnx") ? await onnxruntimeWeb(engine) : await ours(engine);
const load_ms = performance.now() - start;
const prepared = images.map(prepare);
const rows = [];
for (const image of prepared) rows.push(await run(image));
const times = [];
for (let round = 0; round < Number(rounds); round++) {
  for (const image of prepared) {
    const before = performance.now();
    await run(image);
    times.push(performance.now() - before);
  }
}
times.sort((a, b) => a - b);
writeFileSync(featuresFile, new Uint8Array(Float32Array.from(rows.flatMap((row) => [...row])).buffer));
console.log(JSON.stringify({ median_ms: times[times.length >> 1], least_ms: times[0], load_ms }));
