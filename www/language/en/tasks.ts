// What a long computation does next.
import type { Tasks } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";

export const tasks: WordsOf<Tasks> = {
  reading: () => "reading the files",
  "carrying-mask": () => "carrying the mask",
  normalising: () => "normalising",
  resampling: () => "resampling",
  shape: () => "shape",
  image: ({ name }) => (name === "original" ? "texture" : name),
  "deep-features": () => "deep features",
  "deep-features-gpu": () => "deep features on the graphics card",
  "deep-features-cpu": () => "deep features on the processor",
  perturbation: ({ change }, { phrase }) => phrase(change),
  "selecting-features": () => "selecting features",
  training: ({ model, classifier }, namer) => `${namer.model(model)} · ${namer.classifier(classifier)}`,
  "one-sequence": ({ sequence }, namer) => `${namer.sequence(sequence)} alone`,
  "learning-curve": () => "learning curve",
  optimism: () => "optimism",
};
