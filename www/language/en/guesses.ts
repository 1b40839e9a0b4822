// Why a file was taken for a sequence or a mask, or for neither.
import type { Guesses } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(", ");

export const guesses: WordsOf<Guesses> = {
  "name-says": ({ words }) => `its name says ${quoted(words)}`,
  "folder-says": ({ words }) => `its name and its folder's say ${quoted(words)}`,
  "voxels-are-labels": () => "its voxels are a few labels in a small part of the volume",
  "fat-suppressed-beside-t1": ({ words }, { sequence }) =>
    `its name says ${quoted(words)}; a fat-suppressed T1 beside a plain one is taken for ${sequence("t1ce")}`,
  "contrast-beside-t1": ({ words }, { sequence }) =>
    `its name says ${quoted(words)}; an image with contrast agent beside a plain T1 is taken for ${sequence("t1ce")}`,
  "fat-suppressed-beside-t2": ({ words }, { sequence }) =>
    `its name says ${quoted(words)}; a fat-suppressed image beside plain T1 and T2 is taken for ${sequence("t2fs")}`,
  "no-sequence-word": () => "its name says no sequence",
  contradiction: ({ words }) => `its name says ${quoted(words)}, which contradict each other`,
  "no-sequence": ({ words }) => `its name says ${quoted(words)}, which is none of the four sequences`,
  "flair-unused": ({ words }, { sequence }) =>
    `its name says ${quoted(words)}; FLAIR makes fluid dark and not fat, so it is not ${sequence("t2fs")}`,
  "mask-without-labels": ({ words }) => `its name says ${quoted(words)}, but its voxels are no labels`,
  "dixon-image-unknown": ({ words }) =>
    `its name says ${quoted(words)}, but not which image: water, fat, in phase or opposed phase`,
  "fat-unclear": ({ words }) =>
    `its name says ${quoted(words)}, which may be the image of fat, or mean that fat is suppressed`,
  "contrast-unclear": ({ words }) => `its name says ${quoted(words)}: with and without contrast agent`,
  "t1-fat-suppressed": ({ words }) =>
    `its name says ${quoted(words)}: a fat-suppressed T1, but not whether before or after contrast agent`,
  "t1-fat-suppressed-before": ({ words }) =>
    `its name says ${quoted(words)}; a fat-suppressed T1 before contrast agent is none of the four sequences`,
  "t2-after-contrast": ({ words }) =>
    `its name says ${quoted(words)}; T2 after contrast agent is none of the four sequences`,
  "weighting-unknown": ({ words }) => `its name says ${quoted(words)}, but not whether T1 or T2`,
};
