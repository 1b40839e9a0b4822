// Errors of the core, whole sentences; where something can be done about it, that follows.
import type { Problems } from "../../core/protocol/codes.ts";
import { gap, triple, type WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const COPY = "It may not have been copied or downloaded completely.";
const ANGLES = "Resample the image to a grid with right angles first.";
const ALONE = "Give this file alone, without a second one.";
const RESAVE = "Save the image anew, for example with 3D Slicer.";
const SETTINGS = "Change the settings of the extraction.";
const CAPSULE = "A capsule is verified with the images it was made of, in any file format.";

export const problems: WordsOf<Problems> = {
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
  "weights-broken": ({ expected, found }) =>
    `The weights of the network are damaged: expected ${expected}, found ${found}.`,
  "network-layer": ({ layer, expected, found }) =>
    `Layer ${layer} of the network's weights: expected ${expected}, found ${found}.`,
  "no-tap": ({ tap, known }, { list }) => `The network has no output ${tap}; it has ${list(known)}.`,
  "deep-setting": ({ setting, range, found }) => `Deep features: ${setting} must be ${range}; found ${found}.`,
  "deep-part": ({ part, parts }) => `There is no part ${part} of ${parts} of the slices.`,
  "deep-parts": () => "Parts of the deep features are missing or were made twice.",
  "deep-unprepared": () => "No sequence was prepared for deep features.",
  "mask-format": ({ found }) => `A mask is not written as ${found}, but as nii.gz or seg.nrrd.`,
  "no-image-type": () => `The settings name no image type. ${SETTINGS}`,
  cancelled: () => "The analysis was stopped.",
  "age-unread": ({ found, why }, { phrase }) =>
    `“${found}” is not taken as an age: ${phrase(why)}. Give years, such as 62 or 62.5, or months, such as 18 months.`,
  "share-unread": ({ found, why }, { phrase }) => `“${found}” is not taken as a share of metastases: ${phrase(why)}.`,
  "file-not-found": ({ name }) => `The list names ${name}, and no such file is there. Paths are relative to the list.`,
  "role-twice": ({ role, files }, { list }) =>
    `Several files could be ${role}: ${list(files)}. Choose one, or name it in a list.`,
  "folder-without-images": ({ files }) => `No NIfTI or NRRD image is in this folder, only ${files} other files.`,
  "folder-of-dicom": ({ files }) =>
    `This folder holds ${files} files that look like DICOM. Turn them into NIfTI first, for example with dcm2niix.`,
  age: () => "The age must be a number of years from 0 to 120.",
  "sequence-missing": ({ sequence: of, model }, { sequence }) =>
    `${sequence(of)} is missing: the model ${model} was trained with it. Add its image.`,
  "sequence-twice": ({ sequence: of }, { sequence }) => `${sequence(of)} is there more than once. Keep one of them.`,
  "features-of-other-settings": ({ sequence: of }, { sequence }) =>
    `Features of ${sequence(of)} were extracted with other settings than the model's. Extract with the settings in the model file.`,
  "input-without-value": ({ input }, { feature }) =>
    `${feature(input)} has no value for this lesion. Check the mask, or choose a model that does without it.`,
  "input-missing": ({ input }, { feature }) =>
    `${feature(input)} is not among the extracted features. Extract with the settings in the model file.`,
  "model-missing": ({ file, model, classifier }, namer) =>
    `${file} holds no ${namer.model(model)} by ${namer.classifier(classifier)}. Choose one of its models.`,
  "input-count": ({ expected, found }) =>
    `The model takes ${expected} inputs; there are ${found}. Analyse the case again.`,
  "no-summary": ({ sequence: of }, { sequence }) =>
    `Of ${sequence(of)} there are features alone, nothing about image and lesion.`,
  "capsule-broken": ({ expected, found }) =>
    `The case capsule is incomplete or damaged: it has ${found} in place of ${expected}. ${COPY}`,
  "capsule-version": ({ found }) =>
    `The case capsule is of another version (${found}). The program that sealed it may be newer than this one.`,
  "capsule-sha256": () =>
    "The case capsule was changed after it was sealed: its numbers cannot be trusted. Ask for the file as it was sealed.",
  "capsule-other-image": () => `The image is none of those of the capsule. ${CAPSULE}`,
  "capsule-image-differs": ({ sequence: of, differences }, { sequence, phrases }) =>
    `The image is not the one that ${sequence(of)} was measured in: ${phrases(differences)}. ${CAPSULE}`,
  "capsule-image-missing": ({ sequence: of }, { sequence }) => `The image of ${sequence(of)} is missing. Add it.`,
  "capsule-without-deep": () => "The case capsule holds no deep features.",
  "sequence-unknown": ({ found }) => `There is no sequence ${found}.`,
  message: ({ cause }) => `Page and core do not understand each other (${cause}). Reload the page.`,
  "drawn-mask": () => "The drawn mask does not fill its grid. Draw it again.",
};
