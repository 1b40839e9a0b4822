// Beyond the answer: mask sensitivity, grey levels, report, capsule.
import { count } from "../format.ts";

export const report = {
  maskSensitivity: "Mask sensitivity",
  sensitivityOffer:
    "How much does the drawing matter? The models answer again for the mask moved by one voxel in six directions, grown and shrunk.",
  measureSensitivity: "Measure the mask sensitivity",
  sensitivityMeaning:
    "Lowest and highest probability when the mask is moved by one voxel in each direction, grown and shrunk by one voxel. It shows how much the drawing matters; it is no confidence interval.",
  sensitivityInFiles: "Put this range into JSON, CSV and capsule too, as --mask-sensitivity does on the command line",
  classChanges: "The class changes within this range.",
  classStays: "The class stays the same.",
  tried: (done: number, all: number) => `${done} of ${all} changed masks could be measured`,
  change: "Change of the mask",
  leftOut: "left out",
  levels: (present: number, voxels: number, bins: string, low: string, high: string) =>
    `${present} grey levels in ${count(voxels)} voxels (${bins}; values ${low} to ${high}).`,
  binWidth: (width: string) => `bin width ${width}`,
  fixedBins: "fixed number of bins",
  fewLevels: "So few levels leave little texture to measure.",
  manyLevels: "So many levels for so few voxels: most hold one or two.",
  title: "Discern report",
  takeAway: "Report and capsule",
  print: "Print the report",
  seal: "Case capsule",
  sealWhat:
    "One file with settings, model, mask, features, answer and hashes of the images. Dropped here again with the same images, it is computed anew and compared digit by digit.",
  modelNotice: (notice: string) => `The model: ${notice}.`,
  similarity: "Against the training cases",
  levelsOfPlace: { inside: "among them", unusual: "unusual", outside: "outside" },
  notMeasured: "not measured",
  points: "Points of the nomogram",
  settings: "settings",
  years: (years: number) => `${years} years`,
  took: (seconds: string) => `computed in ${seconds} s`,
  lesion: (voxels: string, ml: string) => `lesion ${voxels} voxels, ${ml} mL`,
  hashes: (image: string, mask: string) => `image ${image}, mask ${mask}`,
  shot: (name: string, slice: number, slices: number) => `${name}, slice ${slice} of ${slices}`,
  window: (width: string, level: string) => `window ${width}, level ${level}`,
  longest: (mm: string) => `longest diameter ${mm} mm, `,
  size: (sequence: string, longest: string | undefined, ml: string) =>
    `Lesion on ${sequence}: ${longest ?? ""}volume ${ml} mL.`,
  noWarnings: "No warnings.",
  moreWarnings: (n: number) => `and ${n} more`,
  work: "What was done",
  selfTestNot: "The self-test of this machine was not run before this report.",
  selfTestDone: (phantom: string, sealed: string, when: string, machine: string) =>
    `Self-test of this machine (${when}; ${machine}): ${phantom}; ${sealed}.`,
  capsule: "Case capsule",
  verify: "Compute again and compare",
  addImages: (names: string) => `Add the images it was made of: ${names}.`,
  agrees: (n: number) => `Every digit agrees: ${count(n)} values`,
  disagrees: (n: number, all: number) => `${count(n)} of ${count(all)} values differ`,
  madeBy: (then: string, now: string) => `Sealed by ${then}, verified by ${now}.`,
  near: (n: number, largest: string, tolerance: string) =>
    `${count(n)} deep features came from a graphics card. Computed again on this processor they differ by ${largest} at most; up to ${tolerance} counts as agreement.`,
  what: "Value",
  inCapsule: "In the capsule",
  now: "Computed now",
  refused: "The capsule is refused",
};
