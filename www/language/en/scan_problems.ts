// Errors of DICOM files, of the slices in them and of archives.
import type { ScanProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const AGAIN = "Export the series again, whole.";
const BROKEN = "The DICOM file is damaged:";

export const scanProblems: WordsOf<ScanProblems> = {
  "file-unreadable": () =>
    "The file cannot be read. It may have been moved or changed since it was chosen; add it again.",
  "not-dicom": () => "The file is not DICOM.",
  "no-slices": ({ found }) => `There are no slices of a scan among the files (${found}).`,
  "directory-alone": () => "This is only the table of contents (DICOMDIR). Add the folder with the images.",
  "zip-broken": ({ cause }) => `The zip archive is damaged: ${cause}.`,
  "zip-entries": ({ most, found }) =>
    `The zip archive has ${count(found)} files; at most ${count(most)} are read. Unpack it and add the folder of this patient alone.`,
  "zip-inflated": ({ most, found }) =>
    `A file of the zip archive has ${count(found)} bytes; at most ${count(most)} are read. Unpack it first.`,
  "zip-encrypted": () => "The zip archive is locked by a password. Unpack it first.",
  "dicom-cut-off": () => "The DICOM file was cut off. It may not have been copied or downloaded completely.",
  "dicom-elements": ({ most }) =>
    `The DICOM file has more than ${count(most)} elements. Export the series of images alone.`,
  "dicom-element-length": ({ tag, bytes }) => `${BROKEN} (${tag}) of ${count(bytes)} bytes is longer than its item.`,
  "dicom-sequence-cut": () => `${BROKEN} a sequence ends within an item.`,
  "dicom-sequence-open": () => `${BROKEN} a sequence does not end within its item.`,
  "dicom-depth": ({ most }) => `${BROKEN} more than ${most} sequences lie within each other. Export it again.`,
  "dicom-item-length": ({ bytes }) => `${BROKEN} an item of ${count(bytes)} bytes is longer than its sequence.`,
  "dicom-no-item": ({ tag }) => `${BROKEN} (${tag}) stands where an item of a sequence should.`,
  "dicom-item-open": () => `${BROKEN} an item does not end.`,
  "dicom-no-fragment": ({ tag }) => `${BROKEN} (${tag}) stands where compressed pixels should.`,
  "dicom-items-packed": () => `${BROKEN} compressed pixels stand where a sequence should.`,
  "dicom-no-syntax": () => "The DICOM file does not say its transfer syntax.",
  "dicom-syntax": ({ name, uid }) =>
    `The transfer syntax ${name} (${uid}) cannot be read. Export the series again without compression.`,
  "dicom-inflated": ({ most }) =>
    `The deflated DICOM file has more than ${count(most)} bytes. Export the series again without compression.`,
  "dicom-no-number": ({ field }) => `${BROKEN} ${field} is no finite number.`,
  "dicom-no-place": ({ field }) => `The slice cannot be placed in space: ${field} has no finite numbers.`,
  "dicom-field": ({ field, expected, found }) => `${BROKEN} ${field} must be ${expected}; found ${found}.`,
  "dicom-bits": ({ field, expected, found }) => `${field} ${found} cannot be read; ${expected} can.`,
  "dicom-segments": ({ most }) =>
    `The DICOM mask has more than ${count(most)} segments. Save the segment of the lesion alone.`,
  "dicom-contour-data": ({ numbers }) =>
    `${BROKEN} a contour has ${count(numbers)} numbers, not three for each corner.`,
  "mask-of-other": () => "The mask was drawn on images of another patient. Add the mask of these images.",
  "segmentation-empty": () => "The mask has no voxel on the grid of the images.",
  "mask-frames-uneven": () => "The frames of the segmentation do not lie in one grid.",
  "mask-grid": ({ most }) =>
    `The frames of the segmentation span more than ${count(most)} voxels. Save the mask again on the grid of one of the images.`,
  "contours-without-volume": () =>
    "The contours lie in the slices of none of the images. Add the series that they were drawn on.",
  "dicom-slope-zero": () => `${BROKEN} RescaleSlope is 0, so that all values would be one.`,
  "dicom-no-area": ({ columns, rows }) => `${BROKEN} the image has ${columns} × ${rows} pixels.`,
  "dicom-colour": () => "The DICOM image has colours instead of one grey value a pixel.",
  "dicom-too-large": ({ most }) =>
    `The DICOM image has more than ${count(most)} pixels. Export the four sequences alone, or crop them around the lesion.`,
  "dicom-unplaced-frames": () => "The multi-frame DICOM image does not say where its frames lie.",
  "dicom-frame-groups": ({ frames }) => `${BROKEN} its functional groups are not one for each of ${frames} frames.`,
  "dicom-no-pixels": () => "The DICOM file has no pixels.",
  "dicom-pixels-packed": () => `${BROKEN} its pixels are compressed, though its header says otherwise.`,
  "dicom-pixels-plain": () => `${BROKEN} its pixels are not compressed, though its header says so.`,
  "dicom-bits-packed": () => "The DICOM image has compressed single bits, which cannot be read.",
  "dicom-pixel-bytes": ({ expected, found }) =>
    `The DICOM file has ${count(found)} of ${count(expected)} bytes of pixels. ${AGAIN}`,
  "dicom-pixel-values": ({ expected, found }) =>
    `The DICOM files have ${count(found)} of ${count(expected)} pixels. ${AGAIN}`,
  "dicom-fragments": ({ frames }) => `${BROKEN} it has fewer compressed pieces than ${frames} frames.`,
  "dicom-frames": ({ frames, found }) => `${BROKEN} it has ${found} compressed frames of ${frames}.`,
  "stream-size": ({ codec, expected, found }) =>
    `The ${codec} data are of ${found} pixels, though the header says ${expected} of one value.`,
  "stream-broken": ({ codec, expected, found }) => `The ${codec} data are damaged: ${found} instead of ${expected}.`,
  "slices-doubled": ({ more }) => `${more} more images lie where others do and differ from them. ${AGAIN}`,
  "slices-turned": () => `ImageOrientationPatient is no pair of perpendicular unit vectors. ${AGAIN}`,
  "slice-thickness": () =>
    `A single slice needs a thickness, but has neither SpacingBetweenSlices nor SliceThickness. ${AGAIN}`,
  "slice-missing": ({ places, images, missing }) =>
    `Slice ${missing} of ${places} is missing (${images} images). ${AGAIN}`,
  "slice-distances": ({ least_mm, most_mm }) =>
    `The slices are ${least_mm.toFixed(3)} to ${most_mm.toFixed(3)} mm apart; they must be at equal distances. ${AGAIN}`,
  "slices-lean": ({ degrees }) =>
    `The slices lean by ${degrees.toFixed(1)}° (a tilted gantry or table); they must lie above each other. ${AGAIN}`,
};
