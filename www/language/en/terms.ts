// Words of the field that many screens use.
import type { ClassifierKind } from "../../core/protocol/lists.ts";

export const terms = {
  sequences: {
    t1: { short: "T1", name: "T1-weighted" },
    t2: { short: "T2", name: "T2-weighted" },
    t2fs: { short: "T2-FS", name: "T2, fat-suppressed" },
    t1ce: { short: "T1-CE", name: "T1, contrast-enhanced" },
    mask: { short: "Mask", name: "Lesion mask" },
    none: { short: "Not used", name: "Not used" },
  },
  classes: { metastasis: "metastasis", primary: "primary" },
  metastasis: "Metastasis",
  primary: "Primary",
  inputs: {
    "Rad-M": "Radiomics",
    "DRad-M": "Radiomics and network features",
    "CRad-M": "Radiomics and age",
  },
  models: { "age only": "Age only", "volume only": "Volume only", prevalence: "Prevalence" },
  classifiers: {
    "logistic-regression": "logistic regression",
    svm: "support vector machine",
    "nearest-neighbours": "nearest neighbours",
    "random-forest": "random forest",
    "extra-trees": "extra trees",
    "gradient-boosting": "gradient boosting",
    "histogram-boosting": "histogram boosting",
  } satisfies Record<ClassifierKind, string>,
  families: {
    shape: "Shape",
    firstorder: "First order",
    glcm: "GLCM",
    glrlm: "GLRLM",
    glszm: "GLSZM",
    gldm: "GLDM",
    ngtdm: "NGTDM",
    cnn: "Network",
  },
  age: "Age",
  networkOutput: (number: string) => `Output ${number}`,
  units: { years: "years" },
  none: "none",
  list: (names: readonly string[]) => names.join("; "),
  and: (names: readonly string[]) => [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" and "),
  percent: (number: string) => `${number} %`,
  labelled: (name: string, text: string) => `${name}: ${text}`,
};
