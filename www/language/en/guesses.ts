// Why a file was taken for a sequence or a mask, or for neither.
import type { Guesses } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

export const guesses: WordsOf<Guesses> = {
  "name-says": ({ words }, { list }) => `its name says ${list(words)}`,
  "folder-says": ({ words }, { list }) => `its name and its folder's say ${list(words)}`,
  "voxels-are-labels": () => "its voxels are a few labels in a small part of the volume",
  "fat-suppressed-beside-t1": ({ words }, { list, sequence }) =>
    `its name says ${list(words)}; a fat-suppressed T1 beside a plain one is taken for ${sequence("t1ce")}`,
  "contrast-beside-t1": ({ words }, { list, sequence }) =>
    `its name says ${list(words)}; an image with contrast agent beside a plain T1 is taken for ${sequence("t1ce")}`,
  "fat-suppressed-beside-t2": ({ words }, { list, sequence }) =>
    `its name says ${list(words)}; a fat-suppressed image beside plain T1 and T2 is taken for ${sequence("t2fs")}`,
  "nothing-said": () => "its name says no sequence",
  contradiction: ({ words }, { list }) => `its name says ${list(words)}, which contradict each other`,
  "no-sequence": ({ words }, { list }) => `its name says ${list(words)}, which is none of the four sequences`,
  "flair-unused": ({ words }, { list, sequence }) =>
    `its name says ${list(words)}; FLAIR makes fluid dark and not fat, so it is not ${sequence("t2fs")}`,
  "mask-without-labels": ({ words }, { list }) => `its name says ${list(words)}, but its voxels are no labels`,
  "dixon-unsaid": ({ words }, { list }) =>
    `its name says ${list(words)}, but not which image: water, fat, in phase or opposed phase`,
  "fat-unclear": ({ words }, { list }) =>
    `its name says ${list(words)}, which may be the image of fat, or mean that fat is suppressed`,
  "contrast-unclear": ({ words }, { list }) => `its name says ${list(words)}: with and without contrast agent`,
  "t1-fat-suppressed": ({ words }, { list }) =>
    `its name says ${list(words)}: a fat-suppressed T1, but not whether before or after contrast agent`,
  "t1-fat-suppressed-before": ({ words }, { list }) =>
    `its name says ${list(words)}; a fat-suppressed T1 before contrast agent is none of the four sequences`,
  "t2-after-contrast": ({ words }, { list }) =>
    `its name says ${list(words)}; T2 after contrast agent is none of the four sequences`,
  "weighting-unsaid": ({ words }, { list }) => `its name says ${list(words)}, but not whether T1 or T2`,
};
