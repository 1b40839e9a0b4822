// Errors of model files, of fitting, and of classifiers that other programs have fitted.
import type { ModelProblems } from "../../core/protocol/codes.ts";
import type { WordsOf } from "../coded.ts";
import { count } from "../format.ts";

const NAMES = "Name them in the trainer's order.";
const FOREIGN = "The other program's model";

export const modelProblems: WordsOf<ModelProblems> = {
  undefined: ({ statistic, needs, found }, namer) =>
    `${namer.statistic(statistic)} needs ${namer.statistic(needs)}; found ${found}.`,
  "model-unwritable": ({ cause }) => `The model file cannot be written: ${cause}.`,
  "not-a-model": ({ cause }) => `The file is no model of Discern: ${cause}.`,
  "model-version": ({ expected, found }) =>
    `The model file is of version ${found}; versions 1 to ${expected} can be read. This program and the one that trained the model are of different age.`,
  "model-schema": ({ expected, found }) => `The file is no model of Discern: its schema is ${found}, not ${expected}.`,
  "model-sha256": () => "The model file was changed after it was written.",
  "model-unsound": ({ model, part, expected }, namer) =>
    `${namer.model(model)}: ${namer.phrase(part)} must be ${namer.phrase(expected)}.`,
  "model-problems": ({ count: number, problems }, namer) => `${number} problems. ${namer.problems(problems)}`,
  "no-probability": ({ model, classifier }, namer) =>
    `${namer.model(model)} by ${namer.classifier(classifier)} gives no probability: an input or the model lies beyond what can be computed with. No class is given.`,
  "model-rows": () => "The model file names other training rows than it has predictions for.",
  "no-fitted-model": () => "The model file holds no fitted model.",
  "other-extraction": () =>
    "The features were extracted with other settings than the model's: the same names would stand for other numbers. Extract with the settings in the model file.",
  "no-training-prevalence": () => "The model file holds no model, and so no prevalence of training.",
  "training-prevalences": () => "The models of this file were trained at different prevalences.",
  prevalence: ({ found }) => `The share of metastases must be above 0 and below 1; found ${found}.`,
  "study-unsound": ({ expected }, { phrase }) => `The study contradicts itself; there must be ${phrase(expected)}.`,
  "no-finite-fit": () => "Logistic regression found no finite fit: it needs both classes and finite inputs.",
  "calibration-rows": ({ metastases }) =>
    `Calibration needs a finite margin for every row and rows of both classes; there are ${metastases} metastases.`,
  "classifier-unsound": ({ expected }, { phrase }) =>
    `The fitted classifier is damaged; there must be ${phrase(expected)}.`,
  "imported-settings": () => "A classifier of another program cannot be fitted again.",
  "no-grid": ({ classifier: kind }, { classifier }) => `${classifier(kind)} has no settings to choose from.`,
  "classifier-unknown": ({ known, found }, { list }) => `There is no classifier ${found}; there are ${list(known)}.`,
  "no-classifiers": () => "No classifier was chosen.",
  folds: ({ found }) => `The number of folds must be from 3 to 20; found ${found}.`,
  "selection-options": ({ expected }, { phrases }) => `Options of the selection must be: ${phrases(expected)}.`,
  "component-options": ({ expected }, { phrases }) => `Options of the components must be: ${phrases(expected)}.`,
  "local-model": ({ known, found }, { list }) => `The file has no model ${found}. It has: ${list(known)}.`,
  "local-only-training": () => "All cases of the table are training cases of this model. Validate it on other cases.",
  "local-few": ({ least, found }) =>
    `Recalibration needs at least ${least} patients of the rarer group; there are ${found}. With fewer, the new probabilities would be more chance than calibration.`,
  "local-reversed": ({ model, slope }, namer) =>
    `${namer.model(model)} points the wrong way in these cases: its calibration slope is ${slope.toFixed(3)}. Recalibration does not mend that.`,
  "formula-file": ({ cause }) => `The formula cannot be read: ${cause}.`,
  "formula-numbers": () =>
    "The formula needs terms, coefficients and means up to 1e100, standard deviations above 0, a threshold from 0 to 1, and cases of both groups.",
  "formula-term": ({ name }) =>
    `${name} is no feature of the table and no clinical input. Capitals, dashes and spaces do not matter; the sequence stands in front.`,
  "formula-ambiguous": ({ name, found }, { list }) => `${name} could be any of ${list(found)}.`,
  "formula-score": ({ name }) =>
    `${name} needs its standard deviation, as its coefficient belongs to standardised values.`,
  "formula-incomplete": ({ missing }, { list, phrase }) =>
    `The paper leaves out ${list(missing.map(phrase))}. Without it there is a score, and no probability.`,
  threshold: ({ found }) => `The threshold must be a probability; found ${found}.`,
  "input-names": ({ expected, found }) => `The model takes ${expected} inputs; ${found} are named. ${NAMES}`,
  "input-unknown": ({ found }) =>
    `Input ${found} is neither a column of a feature table (t1_original_…) nor the age. ${NAMES}`,
  "input-twice": ({ input }) => `Input ${input} is named twice. ${NAMES}`,
  "input-contradicts": ({ place, named, given }) =>
    `Input ${place} of the model is ${named}, as its file says, not ${given}. Leave the names out: the file has its own.`,
  "foreign-binary": ({ kind }, { phrase }) =>
    `The file is ${phrase(kind)}. Save XGBoost's model by booster.save_model('model.json'), and write scikit-learn's by docs/export_sklearn.py.`,
  "foreign-format": () =>
    "The file is none of XGBoost's JSON, LightGBM's text and discern-classifier JSON. Save XGBoost's model as model.json, LightGBM's as model.txt.",
  "foreign-json": ({ cause }) => `${FOREIGN} is no whole JSON: ${cause}.`,
  "foreign-unlike": ({ cause }) => `${FOREIGN} is neither XGBoost's JSON nor discern-classifier JSON: ${cause}.`,
  "foreign-inputs": () =>
    `${FOREIGN} needs inputs, and a name, a mean and a divisor above 0 for each where it has them.`,
  "foreign-schema": ({ expected, found }) => `${FOREIGN} is of schema ${found}, not ${expected} 1.`,
  "foreign-scaling": () => `${FOREIGN} has one of mean and scale; it needs both or neither.`,
  "foreign-sigmoid": () =>
    `${FOREIGN} needs a slope and an intercept: a support vector machine alone has no probability.`,
  "foreign-tree": () => `${FOREIGN} has a tree whose lists differ in length.`,
  "foreign-tree-count": ({ stated, found }) => `${FOREIGN} says that it has ${stated} trees; there are ${found}.`,
  "foreign-weights": ({ trees, found }) =>
    `${FOREIGN} needs a number in weight_drop for each of its ${trees} trees; it has ${found}.`,
  "foreign-answer-rows": () => `${FOREIGN}: each row of answers needs a value for every input and a probability.`,
  "foreign-answers": ({ row, expected, found }) =>
    `The trainer's own answer to row ${row} of the file is ${expected}; by what the file says it would be ${found}. The classifier has a setting that the file does not say: write it again by docs/export_sklearn.py.`,
  "foreign-child": ({ found }) => `${FOREIGN} has a tree with a child that is not there (${found}).`,
  "foreign-node": () => `${FOREIGN} has a tree with a child that is not there.`,
  "foreign-parents": () => `${FOREIGN} has a tree with a node that is reached twice.`,
  "foreign-too-many": ({ most, found }) =>
    `${FOREIGN} has a tree of ${count(found)} nodes or inputs; at most ${count(most)} can be read. Train it with shallower trees or fewer inputs.`,
  "foreign-field": ({ field, expected, found }, { phrase }) =>
    `${FOREIGN}: ${field} must be ${phrase(expected)}; found ${found}.`,
  "foreign-line": ({ field }) => `LightGBM's text has no line ${field}=.`,
  "foreign-cut-off": () => "LightGBM's text is cut off: it has no line end of trees.",
  "foreign-objective": ({ expected, found }) => `${FOREIGN} has the objective ${found}; only ${expected} is taken.`,
  "foreign-booster": ({ found }) => `${FOREIGN} has the booster ${found}; only gbtree and dart are taken.`,
  "foreign-outcomes": ({ outcomes }) => `${FOREIGN} has ${outcomes} outcomes; only one is taken.`,
  "foreign-categories": () => `${FOREIGN} has categorical splits; only splits on numbers are taken.`,
  "foreign-leaves": () => `${FOREIGN} has several answers a leaf, or linear leaves; only one number a leaf is taken.`,
  "foreign-rounds": ({ trees, best, rounds }) =>
    `${FOREIGN} has ${trees} trees and best_iteration ${best}. Save booster[: ${rounds}].`,
};
