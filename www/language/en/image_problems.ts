// Errors of files with images and masks, whole sentences; what one can do follows.
import type { ImageProblems } from "../../core/protocol/codes.ts";
import { triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const COPY = "It may not have been copied or downloaded completely.";
const ANGLES = "Resample the image to a grid with right angles first.";
const ALONE = "Give this file alone, without a second one.";
const RESAVE = "Save the image anew, for example with 3D Slicer.";

export const imageProblems: WordsOf<ImageProblems> = {
  "not-an-image": ({ found }, { phrase }) => `The file is no NIfTI or NRRD image but ${phrase(found)}.`,
  "convert-first": ({ found, with: programs }, { phrase }) =>
    `The file is ${phrase(found)}. Convert it to NIfTI first (${programs} can).`,
  "unpack-first": ({ found }, { phrase }) => `The file is ${phrase(found)}. Unpack it first.`,
  "unpack-once": ({ found }, { phrase }) => `The file is ${phrase(found)}. Unpack it once.`,
  "one-volume": ({ volumes }) =>
    `The file holds ${volumes} volumes: a series, or the channels of a one-hot mask. Save the one to analyse as a file of its own.`,
  "voxel-file-missing": () => "The voxel file of this header is missing. Give both files of the pair, .hdr and .img.",
  "too-many-voxels": ({ size, most }) =>
    `The image has ${triple(size)} voxels; at most ${count(most)} can be read. Crop it around the lesion.`,
  "memory-for-voxels": ({ voxels }) =>
    `There is not enough memory for ${count(voxels)} voxels. Close other programs or pages.`,
  "no-label": ({ value }) =>
    `A mask needs whole numbers (labels), but a voxel has the value ${value}. This looks like an image or a probability map.`,
  "no-label-number": ({ value }) =>
    `A mask needs whole numbers (labels), but a voxel has the value ${value}. Export the mask as a label map.`,
  "no-grey-value": ({ found }, { phrase }) =>
    `The image has ${phrase(found)} instead of one grey value a voxel. Save it as a grey-scale image.`,
  "nifti-field": ({ field, expected, found }) =>
    `The field ${field} of the NIfTI header is ${found}, but must be ${expected}. ${RESAVE}`,
  "nrrd-field": ({ field, expected, found }) =>
    `The field “${field}” of the NRRD header is ${found}, but must be ${expected}. ${RESAVE}`,
  "nifti-header": ({ cause }) => `The NIfTI header cannot be read: ${cause}. ${RESAVE}`,
  "analyze-header": () =>
    "This is an ANALYZE 7.5 header or a damaged one. ANALYZE files do not say which side is left; convert the original to NIfTI.",
  "uncountable-size": ({ size }) => `The image's size cannot be counted: ${size}. ${RESAVE}`,
  "header-of-pair-expected": () => `This is a whole image, no header of a pair of .hdr and .img. ${ALONE}`,
  "voxels-inside": () => `This NRRD file has its voxels inside. ${ALONE}`,
  "image-cut-off": ({ expected, found }) => `The file has ${count(found)} of ${count(expected)} bytes. ${COPY}`,
  "no-placement": () => `The NIfTI header does not place the image in space: its matrices are unusable. ${RESAVE}`,
  "nifti-sheared": ({ cosine }) =>
    `The grid is sheared (cosine ${cosine.toFixed(4)} between two of its axes) and has no qform. ${ANGLES}`,
  "nrrd-sheared": ({ cosine }) =>
    `The grid is sheared (cosine ${cosine.toFixed(4)} between two of its axes). ${ANGLES}`,
  "nrrd-line": () => `The NRRD header has a line that is no “field: value”. ${RESAVE}`,
  "nrrd-axes": ({ axes }) => `The NRRD image has ${axes} axes in space instead of two or three. ${RESAVE}`,
  "nrrd-encoding": ({ found }) =>
    `NRRD encoding ${found} cannot be read. Save the file with gzip encoding (3D Slicer's default).`,
  "nrrd-file-count": ({ most, found }) =>
    `The NRRD header names ${count(found)} data files; 1 to ${count(most)} can be read. ${RESAVE}`,
  "nrrd-file-outside": ({ file }) =>
    `The NRRD header names a data file outside its own folder: ${file}. Put both into one folder, and name the data file alone in the header.`,
  "nrrd-file-header": ({ file }) =>
    `The NRRD header names ${file} as its data file, but that begins with the header of an image. Name the file that holds the voxels; where they follow the header, take its line “data file” out.`,
  "nrrd-file-pattern": ({ found }) =>
    `The NRRD header numbers its data files in a way that cannot be read: ${found}. ${RESAVE}`,
  "nrrd-file-missing": ({ files }) =>
    `The data file of this header is missing: ${files.join(", ")}. Add it together with the header.`,
  "nrrd-file-shares": ({ bytes, files }) =>
    `The NRRD header spreads ${count(bytes)} bytes over ${count(files)} files: one volume in parts of equal size can be read.`,
  "mask-channels": ({ channels }) =>
    `The mask has ${count(channels)} channels (one-hot, or several volumes). Save it as one volume of labels.`,
  "mask-channel-absent": ({ channel, channels }) =>
    `The mask has no channel ${channel}; it has ${count(channels)}, counted from 0.`,
  "nrrd-space": ({ found }) => `NRRD space ${found} cannot be read: LPS, RAS or LAS without time can. ${RESAVE}`,
  "nrrd-header-end": ({ most }) => `The NRRD header does not end within the first ${count(most)} bytes. ${RESAVE}`,
  "nrrd-in-gzip": () => "The NRRD file is packed once more by gzip. Unpack it first.",
  "nrrd-not-gzip": () => `The NRRD header says that the voxels are packed by gzip, but they are not. ${RESAVE}`,
  "nrrd-word": () => `Among the NRRD voxels is something that is no number of the header's type. ${RESAVE}`,
  "nrrd-numbers": ({ expected, found }) => `The NRRD file has ${count(found)} of ${count(expected)} numbers. ${COPY}`,
  "nrrd-lines": ({ expected }) => `The NRRD file has fewer than ${expected} lines before its voxels. ${RESAVE}`,
  "nrrd-cut-off": ({ expected, found }) =>
    `The NRRD file has ${count(found)} of ${count(expected)} bytes of voxels. ${COPY}`,
  "gzip-tail": ({ most }) =>
    `The gzip file has more than ${count(most)} bytes after its voxels. Unpack it and give the image alone.`,
  "gzip-cut-off": () => `The gzip file ends too early. ${COPY}`,
  "gzip-damaged": ({ cause }) => `The gzip file is damaged (${cause}). ${COPY}`,
  "nifti-memory": () => "There is not enough memory to write the NIfTI file. Close other programs or pages.",
  "nifti-axis-too-long": ({ voxels }) =>
    `NIfTI holds at most 32767 voxels along an axis; there are ${count(voxels)}. Save the mask for 3D Slicer instead.`,
  "segmentation-memory": () =>
    "There is not enough memory to write the segmentation file. Close other programs or pages.",
  "segment-label": ({ label }) => `A segmentation holds labels from 1 to 65535, not ${label}.`,
  "segment-name": () => "A segment's name must be of printable characters.",
};
