// Parts of sentences that several codes share.
import type { Phrases } from "../../core/protocol/codes.ts";
import { triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const SIDES: Record<string, string> = {
  right: "right",
  left: "left",
  front: "front",
  back: "back",
  feet: "feet",
  head: "head",
};

function howMany([least, most]: readonly [number, number | null]): string {
  if (most === null) return "";
  if (least === most) return `${least} `;
  return least + 1 === most ? `${least} or ${most} ` : `${least} to ${most} `;
}

export const phrases: WordsOf<Phrases> = {
  "mask-shifted": ({ mm, side }) => `one voxel (${mm.toFixed(2)} mm) towards the ${SIDES[side] ?? side}`,
  "mask-grown": () => "larger by one voxel on every side",
  "mask-shrunk": () => "smaller by one voxel on every side",
  "size-differs": ({ mask, image }) => `size ${triple(mask)} against ${triple(image)} voxels`,
  "spacing-differs": ({ mask, image }) => `spacing ${triple(mask)} against ${triple(image)} mm`,
  "origin-apart": ({ mm }) => `origin ${mm.toFixed(3)} mm apart`,
  "axes-turned": ({ degrees }) => `axes turned by up to ${degrees.toFixed(3)}°`,
  "rounding-adds-up": () => "by rounding that adds up over the grid",
  "brighter-before": ({ before, after }) =>
    `the lesion is brighter against its surroundings before contrast agent (${before.toFixed(1)} standard deviations) than after (${after.toFixed(1)})`,
  "resembles-more": ({ of, more, correlation, less, other }, { sequence }) =>
    `${sequence(of)} resembles ${sequence(more)} (correlation ${correlation.toFixed(2)}) more than ${sequence(less)} (${other.toFixed(2)})`,
  "needs-force2d": () => "it needs force2D",
  "no-shape2d-there": ({ size, dimension }) =>
    `PyRadiomics 3.0.1 has none for a region of ${triple(size)} voxels and force2Ddimension ${dimension}`,
  equals: ({ feature }) => `equals ${feature}`,
  "always-one": () => "is always 1",
  "too-few-voxels-for-sigma": ({ sigma_mm, least, spacing_mm, axis, voxels }) =>
    `sigma ${sigma_mm} mm needs at least ${least} voxels of ${spacing_mm} mm along ${axis}, the image has ${voxels}`,
  "no-sigma": () => "the setting sigma lists no width",
  "bin-count-is-set": () => "binCount is set",
  "without-normalize": () => "it acts with normalize only",
  "no-feature-maps": () => "feature maps are not made, only values of regions",
  "one-image-type-alone": () => "it cannot be set for one image type alone",
  "true-or-false": () => "true or false",
  whole: ({ number }) => String(number),
  "whole-from": ({ min }) => `a whole number from ${min} on`,
  "whole-from-to": ({ min, max }) => `a whole number from ${min} to ${max}`,
  "any-number": () => "a number",
  "number-above-zero": () => "a number above 0",
  "number-above-zero-to": ({ max }) => `a number above 0, ${max} at most`,
  numbers: ({ count }) => `a list of ${howMany(count)}numbers`,
  "numbers-from-zero": ({ count }) => `a list of ${howMany(count)}numbers from 0 on`,
  "numbers-above-zero": ({ count }) => `a list of ${howMany(count)}numbers above 0`,
  "wholes-from": ({ min }) => `a list of whole numbers from ${min} on`,
  "wholes-from-to": ({ min, max }) => `a list of whole numbers from ${min} to ${max}`,
  "one-of": ({ names }, { list }) => `one of ${list(names)}`,
  "one-of-or-number": ({ names, most }, { list }) => `one of ${list(names)}, or its number from 1 to ${most}`,
  "wavelet-name": () => "haar, db1 to db38, sym2 to sym20, coif1 to coif17, dmey, biorN.M or rbioN.M",
  "bits-of-samples": ({ most }) => `${most} at most, for the method makes a bit of each sample`,
  "dicom-file": () => "a DICOM file",
  "meta-image-header": () => "a MetaImage header (.mha or .mhd)",
  "file-of": ({ format }) => `a ${format} file`,
  "hdf5-file": () => "an HDF5 or MINC file",
  picture: ({ format }) => `a ${format} picture`,
  "pdf-document": () => "a PDF document",
  archive: ({ format }) => `a ${format} archive`,
  "gzip-inside-gzip": () => "gzip inside gzip",
  "empty-file": () => "an empty file",
  "text-file": () => "a text file",
  "unknown-bytes": () => "bytes of an unknown kind",
  "one-bit-voxels": () => "one-bit voxels",
  "complex-voxels": () => "complex voxels",
  "colour-voxels": ({ kind }) => `colour voxels (${kind})`,
  "long-float-voxels": () => "128-bit float voxels",
  "blocks-of-bytes": () => "blocks of bytes",
  tolerance: ({ tolerance }) => `a geometryTolerance of ${tolerance}`,
  voxels: ({ voxels }) => `${voxels} voxels`,
  "not-a-number": () => "voxels without a value (NaN)",
  "voxels-not-finite": ({ voxels, of }) =>
    `${count(voxels)} of ${count(of)} voxels that are not finite (NaN or infinite)`,
  infinite: () => "an infinite value",
  "voxels-without-value": () => "voxels without a value",
  "one-value-everywhere": () => "one value everywhere",
  "values-not-finite": () => "values that are not finite",
  "one-intensity-everywhere": () => "one intensity everywhere",
  "one-intensity-within-percentiles": () => "one intensity within the percentiles",
  "bin-width-over": ({ width, minimum, maximum }) => `binWidth ${width} over ${minimum} to ${maximum}`,
  "bin-count": () => "binCount",
  "other-size": ({ found, expected }) => `${found} voxels instead of ${expected}`,
  "other-spacing": ({ found, expected }) => `spacing ${found} mm instead of ${expected}`,
  "other-origin": ({ found, expected }) => `origin ${found} mm instead of ${expected}`,
  "other-intensities": () => "other intensities",
  "other-direction-or-type": () => "another direction or voxel type",
};
