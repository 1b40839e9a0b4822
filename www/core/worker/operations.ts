// What a worker does for each kind of job: reads the files, calls the core.

import * as core from "../../../pkg/discern.js";
import { CapsuleFile, Deep, MaskVoxels, Measured, Model, Scan } from "../../../pkg/discern.js";
import type { Answered, DeepFound, EngineReport, Jobs, Op, Picture, Results, Task } from "../protocol/index.ts";
import { parts } from "./files.ts";
import { measure, type Report } from "./prepared.ts";
import { place } from "./voxels.ts";

/** What is done for each kind of job. */
export const operations: { [O in Op]: (report: Report, args: Jobs[O]) => Promise<Results[O]> } = {
  async inspect(_report, { source }) {
    return core.inspect(...(await parts(source)));
  },
  extract: (report, args) => measure(args, report),
  async join(_report, { parts }) {
    return core.join(parts);
  },
  async deep(report, { model, weights, wish, images, mask, label }) {
    const options = new Model(model).network() ?? "{}";
    const network = await Deep.open(weights, wish);
    const sequences: DeepFound["sequences"] = [];
    for (const [at, { sequence, source }] of images.entries()) {
      const [scan, lesion] = [new Scan(...(await parts(source))), new Scan(...(await parts(mask)))];
      const started = performance.now();
      const text = await network.extract(
        scan,
        lesion,
        label,
        options,
        (done: number, total: number, next: Task | null) => report(at + done / total, images.length, next),
      );
      const { images: slices } = JSON.parse(text) as { images: number };
      sequences.push({ sequence, text, seconds: (performance.now() - started) / 1000, slices });
    }
    return JSON.stringify({ report: JSON.parse(network.report()) as EngineReport, sequences } satisfies DeepFound);
  },
  async engine(report, { wish }) {
    report(0, 1, null);
    return core.check_engine(wish);
  },
  async predict(_report, { model, sequences, deep, age, said, perturbed, prevalence }) {
    const json = new Model(model, prevalence).predict(sequences, deep, age, JSON.stringify(said), perturbed);
    return JSON.stringify({ json, csv: core.table(sequences, deep, age) } satisfies Answered);
  },
  async measure(_report, { image, mask, params }) {
    return core.measure(new Scan(...(await parts(image))), new Scan(...(await parts(mask))), params);
  },
  async describe(_report, { model }) {
    return new Model(model).describe();
  },
  async charts(_report, { model, name, classifier, probability, values, prevalence }) {
    return new Model(model, prevalence).charts(name, classifier, probability, Float64Array.from(values));
  },
  async contents(_report, { table }) {
    return core.table_contents(table);
  },
  async source(_report, { table, provenance }) {
    return core.table_source(provenance, table);
  },
  async train(report, { table, source, options }) {
    return core.train(table, source, JSON.stringify(options), report);
  },
  async evaluate(report, { model, table }) {
    return core.evaluate(model, table, report);
  },
  async perturb(report, { model, sequence, image, mask, label }) {
    const scans = [new Scan(...(await parts(image))), new Scan(...(await parts(mask)))] as const;
    return new Model(model).perturb(sequence, ...scans, label, report);
  },
  async levels(_report, { model, image, picture: { grid, voxels }, label }) {
    return new Model(model).levels(new Scan(...(await parts(image))), new MaskVoxels(grid, voxels), label);
  },
  async seal(_report, { model, sequences, deep, age, said, moved, deepBy, prevalence, mask, label }) {
    const measured = new Measured(sequences, deep, age, JSON.stringify(said));
    measured.beside(moved, deepBy, prevalence);
    return new Model(model).seal(measured, new Scan(...(await parts(mask))), label);
  },
  async caseList(_report, { table }) {
    return core.case_list(table);
  },
  async answersHeader(_report, { model }) {
    return new Model(model).answers_header();
  },
  async caseLine(_report, { model, name, sequences, deep, age }) {
    return new Model(model).answers_line(name, sequences, deep, age ?? Number.NaN);
  },
  async problemLine(_report, { model, name, age, problem }) {
    return new Model(model).answers_problem(name, age ?? Number.NaN, problem);
  },
  async capsule(_report, { capsule }) {
    return new CapsuleFile(capsule).summary();
  },
  async recompute(report, { capsule, sequence, image }) {
    return new CapsuleFile(capsule).recompute(new Scan(...(await parts(image))), sequence, report);
  },
  async recomputeDeep(report, { capsule, sequence, image, weights }) {
    return new CapsuleFile(capsule).recompute_deep(new Scan(...(await parts(image))), sequence, weights, report);
  },
  async compare(_report, { capsule, sequences, deep }) {
    return new CapsuleFile(capsule).compare(sequences, deep);
  },
  async image(_report, { source }) {
    return core.image_voxels(new Scan(...(await parts(source)))) as Picture<Float32Array>;
  },
  async labels(_report, { source }) {
    return core.label_voxels(new Scan(...(await parts(source)))) as Picture<Int32Array>;
  },
  async place(_report, { picture, label, grids }) {
    return place(picture, label, grids);
  },
  async labelFile(_report, { picture: { grid, voxels }, format }) {
    return new MaskVoxels(grid, voxels).file(format) as Uint8Array<ArrayBuffer>;
  },
};
