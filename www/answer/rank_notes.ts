// What a note of the core may do to the answer: the order in which notes are read.
import type { Notices } from "../core/protocol/codes.ts";
import type { Prediction, Warning } from "../core/protocol/index.ts";

/** wrong: the number may be another patient's, another sequence's, or beyond the model; weak: less sure; told: a fact. */
export type Effect = "wrong" | "weak" | "told";

const EFFECTS: Record<keyof Notices, Effect> = {
  "sequence-duplicated": "wrong",
  "sequence-copy": "wrong",
  "sequence-order": "wrong",
  "out-of-distribution": "wrong",
  "mask-cut-off": "wrong",
  "spacing-outside-training": "wrong",
  "orientation-missing": "wrong",
  "orientation-ambiguous": "wrong",
  "orientation-sheared": "wrong",
  "qform-not-finite": "wrong",
  "sform-unusable": "wrong",
  "units-assumed": "wrong",
  "spacing-invalid": "wrong",
  "spacing-ambiguous": "wrong",
  "voxels-not-finite": "wrong",
  "filter-undefined": "wrong",
  "dicom-in-time": "wrong",
  "mask-repaired": "weak",
  "mask-resampled": "weak",
  "mask-not-finite": "weak",
  "mask-layers": "weak",
  "lesion-at-edge": "weak",
  "lesion-tiny": "weak",
  "lesion-thin": "weak",
  "voxels-rounded": "weak",
  "dicom-doubled": "weak",
  "dicom-lossy": "weak",
  "dicom-inverted": "weak",
  "dicom-spacing-differs": "weak",
  "mask-drawn": "told",
  "mask-axis-dropped": "told",
  "dicom-burned-in": "told",
  "setting-without-effect": "told",
  "shape2d-skipped": "told",
  "feature-withdrawn": "told",
  "lbp-2d-in-3d": "told",
  "lbp-3d-in-2d": "told",
  "log-skipped": "told",
};

/** A code of another version is not taken lightly. */
const effectOf = ({ code }: Warning): Effect =>
  Object.hasOwn(EFFECTS, code) ? EFFECTS[code as keyof Notices] : "wrong";

/**
 * The notes of one effect. That the case is unlike those of the shown model is said at the number, and no note again.
 */
export const notesOf = ({ warnings }: Prediction, effect: Effect, shown?: string): readonly Warning[] =>
  warnings.filter(
    (warning) =>
      effectOf(warning) === effect &&
      !(warning.code === "out-of-distribution" && (warning.values as { model?: string } | null)?.model === shown),
  );
