// Errors of parameter files.
import type { SettingProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";
import { count } from "../format.ts";

export const settingProblems: WordsOf<SettingProblems> = {
  "settings-too-long": ({ most, bytes }) =>
    `The parameter file has ${count(bytes)} bytes; at most ${count(most)} are read. Choose the parameter file itself: it is far shorter.`,
  "settings-too-deep": () => "The parameter file is nested too deep: it has sections, and settings in them.",
  "settings-aliases": ({ most, aliases }) =>
    `The parameter file has ${aliases} aliases (*name), more than ${most}. Write out what they repeat.`,
  "not-yaml": ({ cause }) => `The parameter file is neither YAML nor JSON: ${cause}.`,
  "yaml-documents": ({ documents }) => `The parameter file holds ${documents} YAML documents instead of one.`,
  "yaml-key": ({ key }) => `The parameter file has a key that is no text: ${key}.`,
  "yaml-value": () =>
    "The parameter file has a value of another type (!!name), or one that contains itself; it may have numbers, texts, lists and mappings.",
  "no-sections": ({ found }) => `The parameter file has no sections but ${found}.`,
  "several-problems": ({ count: number, problems }, namer) => `${number} problems. ${namer.problems(problems)}`,
  "section-unknown": ({ section, known }, { list }) => `There is no section ${section}; there are ${list(known)}.`,
  "section-no-mapping": ({ section, found }) => `Section ${section} must map names to values; found ${found}.`,
  "image-types-null": () => "Section imageType names no image types but null.",
  "feature-classes-null": () => "Section featureClass names no feature classes but null.",
  "setting-unknown": ({ place, setting }) => `${place}PyRadiomics has no setting ${setting}.`,
  "setting-misspelt": ({ place, setting, meant }, { list }) =>
    `${place}PyRadiomics has no setting ${setting}. Did you mean: ${list(meant)}?`,
  "setting-value": ({ place, setting, expected, found }, { phrase }) =>
    `${place}setting ${setting} must be ${phrase(expected)}; found ${found}.`,
  "no-name-and-value": ({ found }) => `A setting is given as NAME:VALUE; found ${found}.`,
  "label-of-image-type": ({ place, found }) =>
    `${place}setting label must be the same for every image type; found ${found}.`,
  "image-type-unknown": ({ found, known }, { list }) => `There is no image type ${found}; there are ${list(known)}.`,
  "class-unknown": ({ found, known }, { list }) => `There is no feature class ${found}; there are ${list(known)}.`,
  "features-no-list": ({ class: family, found }) => `featureClass ${family} must list features; found ${found}.`,
  "feature-unknown": ({ class: family, found, known }, { list }) =>
    `Class ${family} has no feature ${found}; it has ${list(known)}.`,
};
