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
  repair: "Put the mask on this image's voxels",
  repairWhen: "Right only when the mask was drawn on this image and lost its place.",
};
