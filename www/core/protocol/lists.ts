// Lists of the core. Written by tests/mechanics/lists.rs, not by hand.

/** The MRI sequences of a case, in the order of every table. */
export const SEQUENCES = ["t1", "t2", "t2fs", "t1ce"] as const;

export type Sequence = (typeof SEQUENCES)[number];

/** Kinds of classifier, in the order of every table. */
export const CLASSIFIERS = [
  "logistic-regression",
  "svm",
  "nearest-neighbours",
  "random-forest",
  "extra-trees",
  "gradient-boosting",
  "histogram-boosting",
] as const;

export type ClassifierKind = (typeof CLASSIFIERS)[number];
