// Whether mask and images fit.
import { count } from "../format.ts";

export const fit = {
  bad: "The mask does not fit every image",
  good: "The mask fits the images",
  boxes: (name: string, side: string) => `Boxes of ${name} and mask from the ${side}`,
  views: { front: "front", side: "side" },
  outside: "The mask lies outside of this image: an analysis will be refused.",
  partly: (inside: number, all: number) =>
    `Only ${count(inside)} of ${count(all)} mask voxels lie within this image; the rest cannot be measured.`,
  noMask: "The file set as mask is an image: its voxels are no labels. Choose in the list what each file is.",
  elsewhere: (images: string, mm: string) =>
    `The lesion of this mask lies outside ${images}, and so cannot be measured there: the middles of mask and image are ${mm} mm apart. The mask may be of another patient, visit or body part; give the right one, or draw it.`,
  cutOff: (images: string, least: string) =>
    `The lesion of this mask is cut off by the edge of ${images}: only ${least} of it can be measured. The mask may be of another visit or patient.`,
  same: "The same voxels.",
  other: "Other voxels: the mask is carried to this image by the nearest voxel.",
  sameSize: "same size",
  otherSize: "other size",
  sameSpacing: "same spacing",
  spacingBy: (percent: string) => `spacing differs by ${percent} %`,
  sameMiddle: "same middle",
  apart: (mm: string) => `middles ${mm} mm apart`,
  sameDirections: "same directions",
  turned: (degrees: string) => `turned by ${degrees}°`,
  overlap: (voxels: string, mask: string, image: string) =>
    `${voxels} of the lesion within this image; ${mask} of the mask’s box in the image’s, ${image} of the image’s in the mask’s`,
  mask: "Mask",
  placed: {
    sform: "Placed by the sform of its header; there is no qform.",
    qform: "Placed by the qform of its header; there is no sform.",
    "space-directions": "Placed by the space directions of its header.",
    "image-position": "Placed by the positions of its slices (ImagePositionPatient).",
    nothing: "Its header does not say how the patient lay: axes are taken as left, posterior, superior.",
  },
  placedAlike: (used: string, other: string) => `Placed by the ${used} of its header; the ${other} says the same.`,
  placedApart: (used: string, other: string, mm: string, degrees: string) =>
    `Placed by the ${used} of its header, as ITK does; the ${other} disagrees: ${mm} mm away, turned by ${degrees}°.`,
  refuse: "Do not use this mask",
  refused: (name: string) => `${name} stays in the list, unused.`,
  repair: "Put the mask on this image's voxels",
  repairWhen: "Right only when the mask was drawn on this image and lost its place.",
};
