// What a note of the core may do to the answer: the order in which notes are read.
import type { Notices } from "../core/protocol/codes.ts";
import type { Prediction, Warning } from "../core/protocol/index.ts";

/** wrong: the number may be another patient's, another sequence's, or beyond the model; weak: less sure; fact: it changes nothing. */
export type Effect = "wrong" | "weak" | "fact";

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
  "mask-other-frame": "wrong",
  "mask-repaired": "weak",
  "mask-resampled": "weak",
  "mask-not-finite": "weak",
  "mask-layers": "weak",
  "mask-fractional": "weak",
  "contours-off-plane": "weak",
  "contours-gap": "weak",
  "clinical-imputed": "weak",
  "lesion-at-edge": "weak",
  "lesion-tiny": "weak",
  "lesion-thin": "weak",
  "voxels-rounded": "weak",
  "dicom-doubled": "weak",
  "dicom-lossy": "weak",
  "dicom-inverted": "weak",
  "dicom-spacing-differs": "weak",
  "mask-drawn": "fact",
  "mask-axis-dropped": "fact",
  "regions-without-inside": "fact",
  "dicom-burned-in": "fact",
  "setting-without-effect": "fact",
  "shape2d-skipped": "fact",
  "feature-withdrawn": "fact",
  "lbp-2d-in-3d": "fact",
  "lbp-3d-in-2d": "fact",
  "log-skipped": "fact",
};

/** A code of another version is not taken lightly. */
const effectOf = ({ code }: Warning): Effect =>
  Object.hasOwn(EFFECTS, code) ? EFFECTS[code as keyof Notices] : "wrong";

/**
 * The notes of one effect. That the case is unlike those of the shown model stands beside the number, so it is no note.
 */
export const notesOf = ({ warnings }: Prediction, effect: Effect, shown?: string): readonly Warning[] =>
  warnings.filter(
    (warning) =>
      effectOf(warning) === effect &&
      !(warning.code === "out-of-distribution" && (warning.values as { model?: string } | null)?.model === shown),
  );
