// Problems that the page itself finds.
import type { PageProblems } from "../../core/protocol/problem.ts";
import type { WordsOf } from "../coded.ts";
import { bytes } from "../format.ts";

export const pageProblems: WordsOf<PageProblems> = {
  "page-unreadable": () =>
    "The browser cannot read the file. It may have been moved or changed since it was chosen; add it again.",
  "page-no-image": () => "The image of this sequence is missing.",
  "page-no-mask": () => "The mask of this sequence is missing.",
  "page-no-table": () => "None of these files is a feature table (.csv).",
  "page-no-weights": ({ cause }) =>
    `The weights of the network could not be loaded (${cause}). Deep features need them: reload the page, then try again.`,
  "page-model-too-large": ({ most, found }) =>
    `The file has ${bytes(found)}, more than the ${bytes(most)} that are read of a model file. Choose the file that was saved after training; it is far smaller.`,
  "page-worker-ended": () =>
    "A part of the browser that computes was ended twice, without a reason that the page could see. The memory of the computer may be too small for these images; close other programs and tabs and try again. Nothing was lost.",
  "page-crash": () =>
    "The computation broke off. The memory of the browser may be too small for this image; close other tabs and try again.",
};
