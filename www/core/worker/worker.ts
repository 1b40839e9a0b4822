// One instance of the core in a thread of its own: takes a job, reads its files, answers. The only part that knows the
// wasm package.

import * as core from "../../../pkg/discern.js";
import { CapsuleFile, Deep, Measured, Model, Picture, Scan } from "../../../pkg/discern.js";
import type { Answer, Answered, DeepFound, EngineReport, Jobs, Op, Request, Results } from "../protocol/index.ts";
import { isProblem, problemOf } from "../protocol/problem.ts";
import { parts } from "./files.ts";
import { forget, measure } from "./prepared.ts";
import { memory, picture } from "./voxels.ts";

const post = (answer: Answer, transfer: Transferable[] = []) => self.postMessage(answer, transfer);

/** Passes progress on, not more often than the eye sees. */
function reporter(id: number) {
  let last = -Infinity;
  return (done: number, total: number, what: string) => {
    const now = performance.now();
    if (now - last < 50 && done < total) return;
    last = now;
    post({ id, progress: { done, total, what } });
  };
}

const operations: { [O in Op]: (id: number, args: Jobs[O]) => Promise<Results[O]> } = {
  async inspect(_id, { source }) {
    return core.inspect(...(await parts(source)));
  },
  extract: (id, args) => measure(args, reporter(id)),
  async join(_id, { parts }) {
    return core.join(parts);
  },
  async deep(id, { model, weights, wish, images, mask, label }) {
    const options = new Model(model).network() ?? "{}";
    const network = await Deep.open(weights, wish);
    const report = reporter(id);
    const sequences: DeepFound["sequences"] = [];
    for (const [at, { sequence, source }] of images.entries()) {
      const [scan, lesion] = [new Scan(...(await parts(source))), new Scan(...(await parts(mask)))];
      const started = performance.now();
      const text = await network.extract(scan, lesion, label, options, (done: number, total: number, what: string) =>
        report(at + done / total, images.length, what),
      );
      const { images: slices } = JSON.parse(text) as { images: number };
      sequences.push({ sequence, text, seconds: (performance.now() - started) / 1000, slices });
    }
    return JSON.stringify({ report: JSON.parse(network.report()) as EngineReport, sequences } satisfies DeepFound);
  },
  async engine(id, { wish }) {
    post({ id, progress: { done: 0, total: 1, what: "engine" } });
    return core.check_engine(wish);
  },
  async predict(_id, { model, sequences, deep, age, said, perturbed, prevalence }) {
    const json = new Model(model, prevalence).predict(sequences, deep, age, JSON.stringify(said), perturbed);
    return JSON.stringify({ json, csv: core.table(sequences, deep, age) } satisfies Answered);
  },
  async measure(_id, { image, mask, params }) {
    return core.measure(new Scan(...(await parts(image))), new Scan(...(await parts(mask))), params);
  },
  async describe(_id, { model }) {
    return new Model(model).describe();
  },
  async charts(_id, { model, name, classifier, probability, values, prevalence }) {
    return new Model(model, prevalence).charts(name, classifier, probability, Float64Array.from(values));
  },
  async contents(_id, { table }) {
    return core.table_contents(table);
  },
  async source(_id, { table, provenance }) {
    return core.table_source(provenance, table);
  },
  async train(id, { table, source, options }) {
    return core.train(table, source, JSON.stringify(options), reporter(id));
  },
  async evaluate(id, { model, table }) {
    return core.evaluate(model, table, reporter(id));
  },
  async perturb(id, { model, sequence, image, mask, label }) {
    const scans = [new Scan(...(await parts(image))), new Scan(...(await parts(mask)))] as const;
    return new Model(model).perturb(sequence, ...scans, label, reporter(id));
  },
  async levels(_id, { model, image, picture: { grid, voxels }, label }) {
    return new Model(model).levels(new Scan(...(await parts(image))), Float64Array.from(grid), voxels, label);
  },
  async seal(_id, { model, sequences, deep, age, said, moved, deepBy, prevalence, mask, label }) {
    const measured = new Measured(sequences, deep, age, JSON.stringify(said));
    measured.beside(moved, deepBy, prevalence);
    return new Model(model).seal(measured, new Scan(...(await parts(mask))), label);
  },
  async caseList(_id, { table }) {
    return core.case_list(table);
  },
  async answersHeader(_id, { model }) {
    return new Model(model).answers_header();
  },
  async caseLine(_id, { model, name, sequences, deep, age }) {
    return new Model(model).answers_line(name, sequences, deep, age ?? Number.NaN);
  },
  async problemLine(_id, { model, name, age, problem }) {
    return new Model(model).answers_problem(name, age ?? Number.NaN, problem);
  },
  async capsule(_id, { capsule }) {
    return new CapsuleFile(capsule).summary();
  },
  async recompute(id, { capsule, sequence, image }) {
    return new CapsuleFile(capsule).recompute(new Scan(...(await parts(image))), sequence, reporter(id));
  },
  async recomputeDeep(id, { capsule, sequence, image, weights }) {
    return new CapsuleFile(capsule).recompute_deep(new Scan(...(await parts(image))), sequence, weights, reporter(id));
  },
  async compare(_id, { capsule, sequences, deep }) {
    return new CapsuleFile(capsule).compare(sequences, deep);
  },
  image: (_id, { source }) => picture(source, Picture.image, (opened) => opened.take_values() as Float32Array),
  labels: (_id, { source }) => picture(source, Picture.labels, (opened) => opened.take_labels() as Int32Array),
  async labelFile(_id, { picture: { grid, voxels }, format }) {
    return core.label_file(Float64Array.from(grid), voxels, format) as Uint8Array<ArrayBuffer>;
  },
};

self.onmessage = async ({ data: request }: MessageEvent<Request>) => {
  if ("module" in request) {
    core.initSync({ module: request.module });
    return;
  }
  const { id, op, args } = request;
  // Other jobs get its memory back.
  if (op !== "extract") forget();
  // The protocol pairs op and args; the compiler cannot follow that through the table.
  const operation = operations[op] as (id: number, args: Jobs[Op]) => Promise<Results[Op]>;
  try {
    const ok = await operation(id, args);
    post({ id, ok }, memory(ok));
  } catch (thrown) {
    post({ id, problem: problemOf(thrown), fatal: !isProblem(thrown) });
  }
};
