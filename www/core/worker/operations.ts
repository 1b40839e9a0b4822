// What a worker does for each kind of job: reads the files, calls the core.
import * as core from "../../../pkg/discern.js";
import { MaskVoxels } from "../../../pkg/discern.js";
import type { Jobs, Op, Results } from "../protocol/index.ts";
import { scan, scans } from "./files.ts";
import type { Resolved } from "./open.ts";
import { measure, measureDeep, openNetwork, type Report } from "./prepared.ts";
import { place } from "./voxels.ts";

type Operations = { [O in Op]: (report: Report, args: Resolved<Jobs[O]>) => Promise<Results[O]> };

/** What is done for each kind of job. */
export const operations: Operations = {
  inspect: async (_report, { source }) => scan(source).inspect(),
  guess: async (_report, { files }) => core.roles_by_name(files),
  zipNames: async (_report, { file }) => new core.Archive(file).names(),
  zipEntry: async (_report, { file, at }) => new core.Archive(file).read(at) as Uint8Array<ArrayBuffer>,
  areDicom: async (_report, { files }) => Array.from(core.are_dicom([...files]), (is) => is === 1),
  studyFound: async (_report, { study }) => study.found(),
  preview: async (_report, { study, at }) => study.preview(at) as Uint32Array<ArrayBuffer>,
  dataFiles: async (_report, { source }) => scan(source).data_files(),
  extract: (report, args) => measure(args, report),
  join: async (_report, { parts }) => core.join(parts),
  openNetwork: (_report, args) => openNetwork(args),
  deep: (report, args) => measureDeep(args, report),
  joinDeep: async (_report, { parts }) => core.join_deep(parts),
  async engine(report, { wish }) {
    report(0, 1, null);
    return core.check_engine(wish);
  },
  predict: async (_report, { model, case: measured, prevalence }) => ({
    json: model.predict(measured, prevalence),
    csv: measured.table(),
  }),
  measure: async (_report, { image, mask, params }) => core.measure(scan(image), scan(mask), params),
  columns: async (_report, { names }) => core.columns([...names]),
  describe: async (_report, { model }) => model.describe(),
  charts: async (_report, { model, name, classifier, probability, values, prevalence }) =>
    model.charts({ name, classifier, probability, values: [...values], prevalence }),
  contents: async (_report, { table }) => core.table_contents(table),
  source: async (_report, { table, provenance }) => core.table_source(provenance, table),
  train: async (report, { table, source, options }) => core.train(table, source, options, report),
  clinical: async (_report, { text }) => core.clinical_inputs(text),
  evaluate: async (report, { model, table }) => model.evaluate(table, report),
  validate: async (_report, { model, table, source }) => model.validate(table, source),
  recalibrate: async (_report, { model, table, update }) => model.recalibrate(table, update),
  measurePerturbed: async (report, { model, sequence, image, mask, label }) =>
    model.measure_perturbed(sequence, scans(image, mask, label), report),
  levels: async (_report, { model, image, picture: { grid, voxels }, label }) =>
    model.levels(scan(image), new MaskVoxels(grid, voxels), label),
  seal: async (_report, { model, case: measured, deepBy, prevalence, mask, label }) =>
    model.seal(measured, scan(mask), { label, deep_by: deepBy, prevalence }),
  caseList: async (_report, { table }) => core.case_list(table),
  folderCases: async (_report, { paths, participants }) => core.cases_of_folder(paths, participants),
  findListed: async (_report, { list, names, paths }) => core.find_listed(list, names, paths),
  csvLine: async (_report, { cells }) => core.csv_line(cells),
  filesLine: async (_report, { images, masks }) => core.files_line(images, masks),
  answersHeader: async (_report, { model }) => model.answers_header(),
  caseLine: async (_report, { model, case: measured, name }) => model.answers_line(name, measured),
  problemLine: async (_report, { model, name, age, clinical, problem }) =>
    model.answers_problem(name, age ?? Number.NaN, clinical, problem),
  capsule: async (_report, { capsule }) => capsule.summary(),
  recompute: async (report, { capsule, sequence, image }) => capsule.recompute(scan(image), sequence, report),
  recomputeDeep: async (report, { capsule, network, sequence, image }) =>
    capsule.recompute_deep(scan(image), sequence, network, report),
  compare: async (_report, { capsule, sequences, deep }) => capsule.compare(sequences, deep),
  image: async (_report, { source }) => core.image_voxels(scan(source)),
  labels: async (_report, { source }) => core.label_voxels(scan(source)),
  place: async (_report, job) => place(job),
  labelFile: async (_report, { picture: { grid, voxels }, format }) =>
    new MaskVoxels(grid, voxels).file(format) as Uint8Array<ArrayBuffer>,
};
