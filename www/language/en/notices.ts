// Warnings of the core, whole sentences.
import type { Notices } from "../../core/protocol/codes.ts";
import { fromTo, triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

export const notices: WordsOf<Notices> = {
  "mask-drawn": ({ sequence }, { sequence: name }) =>
    `The mask was drawn or corrected in this page, on the voxels of ${name(sequence)}.`,
  "mask-repaired": ({ sequence, apart_mm, turned_deg, inside, voxels }, { sequence: name }) =>
    `The mask was put on the voxels of ${name(sequence)}. Its own place was ${apart_mm.toFixed(1)} mm away and turned by ${turned_deg.toFixed(1)}°; ${count(inside)} of its ${count(voxels)} voxels lay in the image.`,
  "mask-cut-off": ({ percent, outside, of }) =>
    `${percent.toFixed(1)} % of the region (${count(outside)} of ${count(of)} mask voxels) lies outside the image and is left out.`,
  "mask-resampled": ({ differences, before, before_mm3, after, after_mm3 }, { phrases }) =>
    `The mask is on another grid than the image (${phrases(differences)}); it was carried over by nearest neighbour: ${count(before)} voxels (${before_mm3.toFixed(1)} mm³) became ${count(after)} (${after_mm3.toFixed(1)} mm³).`,
  "lesion-at-edge": ({ axes }) =>
    `The lesion touches the edge of the image (axis ${axes.join(", ")}): part of it may not have been scanned.`,
  "lesion-tiny": ({ voxels, least }) =>
    `The lesion has ${count(voxels)} voxels here, fewer than ${least}: texture of so few is mostly chance.`,
  "lesion-thin": ({ voxels, axis, least }) =>
    `The lesion is ${voxels} voxels long along axis ${axis}, fewer than ${least}: texture across it says little.`,
  "clinical-imputed": ({ input, value }, { feature }) =>
    `${feature(input)} is not known: ${value} stands for it, which is usual in the training cases.`,
  "sequence-duplicated": ({ first, second }, { sequence }) =>
    `${sequence(first)} and ${sequence(second)} hold the same values: one file was taken for both.`,
  "sequence-copy": ({ first, second, correlation }, { sequence }) =>
    `${sequence(first)} and ${sequence(second)} are alike but for a scale (correlation ${correlation.toFixed(4)} around the lesion).`,
  "sequence-order": ({ first, second, why }, { sequence, phrase }) =>
    `${sequence(first)} and ${sequence(second)} may be swapped: ${phrase(why)}. This is a rule of thumb by contrast: look at the images.`,
  "orientation-missing": () =>
    "The file does not say how the patient lay: axes are taken as left, posterior, superior.",
  "orientation-ambiguous": ({ shift_mm, turned_deg, used }) =>
    `The header's two placements (qform and sform) disagree: their first voxels are ${shift_mm.toFixed(3)} mm apart and their axes turned by ${turned_deg.toFixed(2)}°. The ${used} is used, as ITK does.`,
  "orientation-sheared": ({ cosine, shift_mm, turned_deg }) =>
    `The sform is a sheared grid (cosine ${cosine.toFixed(4)} between two of its axes), which ITK does not take. The qform is used, which puts the first voxel ${shift_mm.toFixed(3)} mm away and turns axes by ${turned_deg.toFixed(2)}°. Look whether image and mask still fit, or resample both to a grid with right angles first.`,
  "qform-not-finite": () => "The qform holds entries that are no numbers; they count as 0, as ITK takes them.",
  "sform-unusable": () => "The sform holds entries that are no numbers, absurd, or of no extent; the qform is used.",
  "units-assumed": ({ units }) => `Space units are ${units}; distances are taken as millimetres.`,
  "voxels-not-finite": ({ voxels, of }) =>
    `${count(voxels)} of ${count(of)} voxels are not finite numbers (NaN or infinite); they count as 0.`,
  "mask-not-finite": ({ voxels, of }) =>
    `${count(voxels)} of ${count(of)} voxels of the mask are not finite numbers (NaN or infinite); they count as background.`,
  "mask-axis-dropped": () => "The mask has a first axis of 1 (channel first), which is left out.",
  "mask-layers": ({ layers, layer, segments }) =>
    `The segmentation has ${layers} layers; layer ${layer} is read. Segments: ${segments.join(", ")}.`,
  "voxels-rounded": ({ voxels }) => `${count(voxels)} voxels are beyond 2^53 and were rounded to double precision.`,
  "spacing-invalid": ({ used }) => `Voxel spacing in the header is zero, negative or no length; used: ${triple(used)}.`,
  "spacing-ambiguous": ({ pixdim, sform }) =>
    `Voxel spacing is ${triple(pixdim)} by pixdim (used, as ITK does) but ${triple(sform, 4)} by the sform.`,
  "mask-fractional": () => "The segmentation gives shares: voxels of half and more count as within.",
  "mask-other-frame": () =>
    "The mask was drawn in another frame of reference than the images. Look whether it lies on the lesion.",
  "contours-off-plane": ({ mm }) =>
    `Contours lie up to ${mm.toFixed(2)} mm beside the slices; the nearest slice is taken.`,
  "contours-gap": ({ slices }) =>
    `${count(slices)} slices between others have no contour; they are left empty, nothing is drawn in.`,
  "regions-without-inside": ({ regions }) =>
    `${count(regions)} regions have no inside (points, open lines, none drawn) and cannot be chosen.`,
  "dicom-doubled": ({ images }) =>
    `${count(images)} images lie where another with the same pixels does; they are left out.`,
  "dicom-in-time": ({ volume, of }) => `This is volume ${volume} of ${of} in time.`,
  "dicom-inverted": () => "MONOCHROME1: values are taken as stored, not inverted.",
  "dicom-lossy": () => "The images are compressed with loss: texture is changed.",
  "dicom-burned-in": () => "The pixels may show text, perhaps a name.",
  "dicom-spacing-differs": ({ field, mm, step_mm }) =>
    `${field} is ${mm} mm; slices are ${step_mm.toFixed(3)} mm apart by their positions, which count.`,
  "setting-without-effect": ({ place, setting, why }, { phrase }) =>
    `${place}setting ${setting} has no effect: ${phrase(why)}.`,
  "shape2d-skipped": ({ why }, { phrase }) => `shape2D was left out: ${phrase(why)}.`,
  "feature-withdrawn": ({ class: family, feature, why }, { phrase }) =>
    `${family} ${feature} has no value: it ${phrase(why)}.`,
  "lbp-2d-in-3d": () => "LBP2D works by plane, but features are computed in 3D.",
  "lbp-3d-in-2d": () => "LBP3D works in 3D, but features are computed by plane.",
  "log-skipped": ({ image, why }, { phrase }) => `Image ${image} was left out: ${phrase(why)}.`,
  "filter-undefined": ({ image, voxels, of }) =>
    `Image ${image} has no finite number at ${count(voxels)} of ${count(of)} voxels of the mask.`,
  "out-of-distribution": ({ model, distance, inputs, p, outliers }, { feature, list }) =>
    `${model}: this case is unlike the training cases (squared Mahalanobis distance ${distance.toFixed(1)} over ${inputs} inputs, ${p < 1e-4 ? "p < 0.0001" : `p = ${p.toFixed(4)}`})${outliers.length > 0 ? `; outside the training range: ${list(outliers.map(feature))}` : ""}.`,
  "spacing-outside-training": ({ spacing, finest, middle, coarsest }) =>
    `Voxels are ${triple(spacing)} mm, from the finest to the coarsest; those of the training cases were ${fromTo(finest, "to")}, ${fromTo(middle, "to")} and ${fromTo(coarsest, "to")} mm.`,
};
