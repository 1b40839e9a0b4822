// Errors of masks on images, and of what is measured in them.
import type { RegionProblems } from "../../core/protocol/codes.ts";
import { gap, triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const SETTINGS = "Change the settings of the extraction.";

export const regionProblems: WordsOf<RegionProblems> = {
  "label-zero": () => "Label 0 is the background; choose another one.",
  "mask-empty": () => "The mask is empty. Draw the lesion, or give another mask.",
  "label-absent": ({ label, labels }) =>
    `The mask has no voxel of label ${label}. It has ${labels.map(([own, n]) => `${own} (${count(n)} voxels)`).join(", ")}: choose one of them.`,
  "mask-outside": ({ image, mask }) =>
    `The lesion lies ${gap(mask, image) < 1 ? "" : `${gap(mask, image).toFixed(0)} mm `}outside the image. Mask and image may be of different patients, visits or body parts: give the mask that was drawn for this image.`,
  "mask-too-fine": ({ voxels, mm3, voxel_mm3 }) =>
    `The region (${count(voxels)} mask voxels, ${mm3.toFixed(3)} mm³) holds the centre of no image voxel (${voxel_mm3.toFixed(3)} mm³). Draw the mask on this image's own grid.`,
  "other-grid": ({ within, differences }, { phrase, phrases }) =>
    `The mask is not on the image's grid, within ${phrase(within)}: ${phrases(differences)}. Set correctMask: true to carry it, or a larger geometryTolerance.`,
  "nothing-left": () =>
    "Nothing is left of the changed mask: the region is one voxel thin, or lies at the edge of its grid. Check whether the mask is complete.",
  "no-voxel-of-label": () => "The mask has no voxel of the label. Choose another label.",
  "no-voxel-on-grid": ({ voxels, spacing }) =>
    `None of ${count(voxels)} voxels of ${triple(spacing)} mm lies in the region: it may be smaller than a voxel of the new grid. Check the mask, or use a smaller resampledPixelSpacing.`,
  "not-flat": ({ axis, size }) =>
    `shape2D needs a region of one voxel along ${axis}, the axis of force2Ddimension; it is ${triple(size)} voxels. Leave shape2D out of featureClass, or segment a single slice.`,
  "single-voxel": () => "The region is a single voxel. Check the label.",
  "too-few-dimensions": ({ least, dimensions }) =>
    `The region has ${dimensions} dimensions, fewer than ${least}. Check the label, or lower minimumROIDimensions.`,
  "too-few-voxels": ({ more_than, voxels }) =>
    `The region has ${count(voxels)} voxels; more than ${count(more_than)} are asked for. Check the label, or lower minimumROISize.`,
  "no-numbers": ({ found }, { phrase }) =>
    `The image inside the mask has ${phrase(found)}. Leave those voxels out of the mask, or put the image right there.`,
  "bins-lost": ({ width, minimum, maximum }) =>
    `At intensities of ${minimum} to ${maximum}, bins of ${width} are lost in rounding. Use a larger binWidth, or bring the intensities to a smaller scale.`,
  "too-many-levels": ({ most, bins, source, gigabytes }, { phrase }) =>
    `There would be ${count(bins)} grey levels (${phrase(source)}), more than ${count(most)}; PyRadiomics would need ${gigabytes.toFixed(0)} GB for their matrices. Use a larger binWidth or a smaller binCount: 30 to 130 levels are usual.`,
  "nothing-to-normalise": ({ found }, { phrase }) =>
    `The image cannot be normalised: it has ${phrase(found)}. Check whether it is the right file.`,
  "resampled-too-large": ({ most, size, gigabytes }) =>
    `The resampled region would have ${triple(size)} voxels (${gigabytes.toFixed(1)} GB), more than ${count(most)}. Use a larger resampledPixelSpacing or a smaller padDistance.`,
  "resegmented-away": ({ low, high, voxels }) =>
    `Resegmentation to ${low} … ${high} leaves ${voxels} voxels of the mask. Widen resegmentRange, or check resegmentMode.`,
  "no-neighbour": ({ distances, size }) =>
    `Distances ${distances} leave no neighbour within a region of ${triple(size)} voxels. Use smaller distances.`,
  "too-many-steps": ({ most, steps }) =>
    `The setting distances asks for ${count(steps)} steps to neighbours, more than ${count(most)}. Use fewer or smaller distances.`,
  "matrices-too-large": ({ most_gb, gb, directions, levels }) =>
    `Co-occurrence matrices of ${directions} directions and ${count(levels)} grey levels need ${gb} GB, more than ${most_gb} GB. Use smaller distances or a larger binWidth.`,
  "filter-box": () => "The region to filter does not lie within the image.",
  "parts-of-sequence": () => "Parts of a sequence are missing or were measured twice.",
  "deep-too-large": ({ most, extent_mm, pixel_mm }) =>
    `Deep features: ${extent_mm} mm in pixels of ${pixel_mm} mm are more than ${most} pixels a side. Check the mask: the lesion is unusually large.`,
  "deep-useless": ({ found }, { phrase }) =>
    `Deep features cannot be made: the image has ${phrase(found)}. Check whether it is the right file.`,
  "deep-weights": () =>
    "The model was trained with deep features of another weights file. Use a model that was trained with this program’s network.",
  "deep-features-other": ({ sequence: of }, { sequence }) =>
    `Deep features of ${sequence(of)}: the model needs those of its own network and settings.`,
  "not-weights": () => "The file holds no weights of the network.",
  "weights-broken": ({ expected, found }) => `The weights of the network are damaged: ${found} instead of ${expected}.`,
  "network-layer": ({ layer, expected, found }) =>
    `Layer ${layer} of the network's weights has ${found} instead of ${expected}.`,
  "no-tap": ({ tap, known }, { list }) => `The network has no output ${tap}; it has ${list(known)}.`,
  "deep-setting": ({ setting, range, found }) => `Deep features: ${setting} must be ${range}; found ${found}.`,
  "deep-part": ({ part, parts }) => `There is no part ${part} of ${parts} of the slices.`,
  "deep-parts": () => "Parts of the deep features are missing or were made twice.",
  "deep-unprepared": () => "No sequence was prepared for deep features.",
  "no-image-type": () => `The settings name no image type. ${SETTINGS}`,
};
