// Parts of sentences that several codes share.
import type { Phrases } from "../../core/protocol/codes.ts";
import { triple, type WordsOf } from "../coded.ts";

const SIDES: Record<string, string> = {
  right: "right",
  left: "left",
  front: "front",
  back: "back",
  feet: "feet",
  head: "head",
};

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
};
