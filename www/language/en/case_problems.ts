// Errors of a case and its answer, of capsules, and of what crosses between page and core.
import type { CaseProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

const COPY = "It may not have been copied or downloaded completely.";
const CAPSULE = "A capsule is verified with the images it was made of, in any file format.";

export const caseProblems: WordsOf<CaseProblems> = {
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
  "clinical-unread": ({ input, expected, found }, { feature, phrase }) =>
    found === "none"
      ? `${feature(input)} is missing: the model gives no answer without it. It must be ${phrase(expected)}.`
      : `“${found}” is no value of ${feature(input)}; it must be ${phrase(expected)}.`,
  "clinical-unknown": ({ input, known }, { list }) =>
    `${input} is no clinical input of this model, or is given twice. It has ${list(known)}.`,
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
  "mask-format": ({ found }) => `A mask is not written as ${found}, but as nii.gz or seg.nrrd.`,
  "drawn-mask": () => "The drawn mask does not fill its grid. Draw it again.",
};
