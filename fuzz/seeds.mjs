// Writes fuzz/seeds: small good files of every kind that the fuzz targets read. Needs the command line (`cargo build`).
//
//   node fuzz/seeds.mjs
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { root } from "../scripts/lib/run.mjs";
import { bundles } from "../tests/support/bundles.mjs";
import { cohort } from "../tests/support/cohort.mjs";
import { discern } from "../tests/support/discern.mjs";
import { image, mask, nifti } from "../tests/support/nifti.mjs";

const seeds = join(root, "fuzz/seeds");
const scratch = mkdtempSync(join(tmpdir(), "discern-"));
const at = (/** @type {string} */ name) => join(scratch, name);

/** One seed of a target. @param {string} target @param {string} name @param {string | Buffer} content */
function seed(target, name, content) {
  mkdirSync(join(seeds, target), { recursive: true });
  writeFileSync(join(seeds, target, name), content);
}

/** A NIfTI-2 file of 16-bit voxels, 3 × 2 × 2. */
function nifti2() {
  const file = Buffer.alloc(544 + 24);
  file.writeInt32LE(540, 0);
  file.write("n+2\0\r\n\u001a\n", 4, "latin1");
  file.writeInt16LE(4, 12); // datatype: INT16
  file.writeInt16LE(16, 14); // bitpix
  for (const [index, size] of [3, 3, 2, 2, 1, 1, 1, 1].entries()) file.writeBigInt64LE(BigInt(size), 16 + 8 * index);
  for (let index = 0; index < 8; index++) file.writeDoubleLE(1, 104 + 8 * index); // pixdim
  file.writeBigInt64LE(544n, 168); // vox_offset
  file.writeDoubleLE(1, 176); // scl_slope
  file.writeInt32LE(1, 348); // sform_code
  for (let row = 0; row < 3; row++) file.writeDoubleLE(1, 400 + 40 * row);
  file.writeInt32LE(2, 500); // xyzt_units: mm
  for (let index = 0; index < 12; index++) file.writeInt16LE(index, 544 + 2 * index);
  return file;
}

/** One explicit little-endian element of a DICOM file. @param {number} tag @param {string} type @param {string | Buffer} value */
function element(tag, type, value) {
  const content = Buffer.from(value);
  const long = type === "OW";
  const head = Buffer.alloc(long ? 12 : 8);
  const length = content.length + (content.length % 2);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(type, 4, "latin1");
  if (long) head.writeUInt32LE(length, 8);
  else head.writeUInt16LE(length, 6);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2, " ")]);
}

/** A slice of 3 × 2 pixels of a sagittal series, 4 mm apart. @param {number} at */
function dicom(at) {
  const short = (/** @type {number} */ value) => Buffer.from([value & 255, value >> 8]);
  const elements = [
    element(0x00020010, "UI", "1.2.840.10008.1.2.1"),
    element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M"),
    element(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4"),
    element(0x00080018, "UI", `1.2.3.${at}`),
    element(0x00080060, "CS", "MR"),
    element(0x0008103e, "LO", "t2_tse_sag"),
    element(0x00180080, "DS", "3600"),
    element(0x00180081, "DS", "103"),
    element(0x0020000d, "UI", "1.2.3"),
    element(0x0020000e, "UI", "1.2.3.4"),
    element(0x00200013, "IS", String(at + 1)),
    element(0x00200032, "DS", `${14 - 4 * at}\\-50\\60`),
    element(0x00200037, "DS", "0\\1\\0\\0\\0\\-1"),
    element(0x00280002, "US", short(1)),
    element(0x00280004, "CS", "MONOCHROME2"),
    element(0x00280010, "US", short(2)),
    element(0x00280011, "US", short(3)),
    element(0x00280030, "DS", "1.5\\1.25"),
    element(0x00280100, "US", short(16)),
    element(0x00280101, "US", short(12)),
    element(0x00280102, "US", short(11)),
    element(0x00280103, "US", short(0)),
    element(0x7fe00010, "OW", Buffer.from([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, at, 0])),
  ];
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), ...elements]);
}

/** Series, with the line between their files that the target looks for; and an archive. */
function sets() {
  const between = Buffer.from("\n----\n");
  const series = Buffer.concat([dicom(0), between, dicom(1), between, dicom(2), between, dicom(3)]);
  seed("dicom", "series.bin", series);
  const content = { "a/one.dcm": dicom(0), "a/two.dcm": dicom(1), "notes.txt": Buffer.from("text") };
  seed("zip", "deflated.zip", Buffer.from(zipSync(content, { mtime: new Date(1980, 0, 1) })));
  seed("zip", "stored.zip", Buffer.from(zipSync(content, { level: 0, mtime: new Date(1980, 0, 1) })));
}

function scans() {
  const ramp = (/** @type {number} */ index) => index;
  const oblique = [
    [0.8, -0.6, 0, 5],
    [0.6, 0.8, 0, -3],
    [0, 0, 2, 1],
  ];
  seed("nifti", "float.nii", nifti({ size: [3, 2, 2], voxel: ramp }));
  seed("nifti", "mask.nii", nifti({ size: [3, 2, 2], label: true, voxel: (index) => index % 3 }));
  seed("nifti", "oblique.nii", nifti({ size: [3, 2, 2], spacing: [1, 1, 2], affine: oblique, voxel: ramp }));
  seed("nifti", "packed.nii.gz", gzipSync(nifti({ size: [3, 2, 2], voxel: ramp })));
  seed("nifti", "version-2.nii", nifti2());
  const head = [
    "NRRD0005",
    "# a comment",
    "type: short",
    "dimension: 3",
    "space: LPS",
    "sizes: 2 2 2",
    "space directions: (1,0,0) (0,1,0) (0,0,1)",
    "space origin: (0,0,0)",
    "kinds: domain domain domain",
    "endian: little",
  ];
  const voxels = Buffer.from([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0]);
  const nrrd = (/** @type {string} */ encoding, /** @type {Buffer} */ data) =>
    Buffer.concat([Buffer.from(`${[...head, `encoding: ${encoding}`].join("\n")}\n\n`), data]);
  seed("nrrd", "raw.nrrd", nrrd("raw", voxels));
  seed("nrrd", "gzip.nrrd", nrrd("gzip", gzipSync(voxels)));
  seed("nrrd", "text.nrrd", nrrd("ascii", Buffer.from("1 2 3 4\n5 6 7 8\n")));
}

function texts() {
  seed("parameters", "demo.yaml", readFileSync(join(root, "models/demo.yaml")));
  const everything = [
    "imageType:",
    "  Original: {}",
    "  Wavelet: {wavelet: coif1, level: 1}",
    "  LoG: {sigma: [1.0, 2.5]}",
    "  LBP3D: {lbp3DLevels: 2}",
    "featureClass:",
    "  shape:",
    "  firstorder: [Mean, Entropy]",
    "  glcm: []",
    "setting:",
    "  binWidth: 25",
    "  resampledPixelSpacing: [1, 1, 1]",
    "  interpolator: sitkBSpline",
    "  normalize: true",
    "  resegmentRange: [-3, 3]",
    "  resegmentMode: sigma",
    "  label: 1",
  ];
  seed("parameters", "everything.yaml", `${everything.join("\n")}\n`);
  seed("parameters", "as.json", JSON.stringify({ imageType: { Original: {}, Square: {} }, setting: { binCount: 32 } }));
  seed("tables", "features.csv", cohort(8));
  seed("cases", "quoted.csv", 'case,age,t1,t2,t2fs,t1ce,mask\r\n"a, ""b""",61,1.nii,2.nii,3.nii,4.nii,m.nii\r\n');
  seed("cases", "cohort.csv", readFileSync(join(root, "models/sample/cohort.csv")));
}

/** A network of two layers for images of 8 × 8 pixels, as tests/generators/cnn_weights.py writes one; and settings. */
function weights() {
  const layer = { stride: 1, relu6: true, adds: null };
  const layers = [
    { kind: "stem", kernel: 3, input: 3, output: 8, tap: null, ...layer, stride: 2 },
    { kind: "depthwise", kernel: 3, input: 8, output: 8, tap: "reduction_1", ...layer },
    { kind: "pointwise", kernel: 1, input: 8, output: 8, tap: "head", ...layer, adds: 0 },
  ];
  const header = JSON.stringify({ name: "seed", preprocessing: { side: 8, subtract: 127, divide: 128 }, layers });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const kernels = [3 * 3 * 3 * 8, 3 * 3 * 8, 8 * 8];
  const numbers = kernels.map((count) => Buffer.alloc(2 * count + 4 * 8));
  const body = Buffer.concat([Buffer.from("DISCNN01"), length, Buffer.from(header), ...numbers]);
  seed("weights", "small.bin", Buffer.concat([body, createHash("sha256").update(body).digest()]));
  const settings = {
    clip_percent: [1, 99],
    pixel_mm: 0.5,
    margin_mm: 10,
    slices: "neighbours",
    taps: ["reduction_3", "head"],
  };
  seed("weights", "settings.json", JSON.stringify(settings));
}

/** Files of other programs, as the tests have them. */
function imported() {
  for (const name of [
    "boosting.json",
    "lightgbm.txt",
    "logistic.json",
    "neighbours.json",
    "svm.json",
    "xgboost.json",
  ]) {
    seed("imported", name, readFileSync(join(root, "tests/golden/foreign", name)));
  }
}

/** Model files of every kind of classifier that differs in its form. */
const MODELS = ["boosting", "forest", "svm", "neighbours"].map((name) => `imported-${name}.json.json`);

/** A small model, and a case that it answered. */
function sealed() {
  const classifier = {
    schema: "discern-classifier",
    version: 1,
    made_by: "seed",
    inputs: ["t1_original_firstorder_Mean", "t2_original_shape_MeshVolume", "age"],
    model: { type: "linear", intercept: -1, coefficients: [0.5, -0.25, 1] },
    mean: [100, 100, 50],
    scale: [10, 10, 15],
  };
  writeFileSync(at("classifier.json"), JSON.stringify(classifier));
  writeFileSync(at("features.csv"), cohort(48));
  writeFileSync(
    at("params.yaml"),
    "imageType:\n  Original: {}\nfeatureClass:\n  shape: [MeshVolume]\n  firstorder: [Mean]\n",
  );
  const from = ["--features", at("features.csv"), "--params", at("params.yaml")];
  discern("import", at("classifier.json"), ...from, "--out", at("imported.json"));
  seed("model_file", "imported.json", readFileSync(at("imported.json")));
  for (const path of bundles(scratch)) {
    if (MODELS.includes(basename(path)))
      seed("model_file", basename(path).replace(".json.json", ".json"), readFileSync(path));
  }
  const size = [8, 8, 8];
  writeFileSync(at("mask.nii"), mask(size));
  const files = ["t1", "t2", "t2fs", "t1ce"].flatMap((name, number) => {
    writeFileSync(at(`${name}.nii`), image(number, size));
    return [`--${name}`, at(`${name}.nii`)];
  });
  discern(
    "predict",
    at("imported.json"),
    ...files,
    "--mask",
    at("mask.nii"),
    "--age",
    "61",
    "--capsule",
    at("case.json"),
  );
  seed("capsule", "case.json", readFileSync(at("case.json")));
}

rmSync(seeds, { recursive: true, force: true });
scans();
sets();
texts();
weights();
imported();
sealed();
rmSync(scratch, { recursive: true });
