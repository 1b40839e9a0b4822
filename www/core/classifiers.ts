// Written by `DISCERN_VOUCH=write cargo test --test mechanics classifiers` from the table in src/classify/kind.rs.

/** Kinds of classifier, in the core's order. */
export const CLASSIFIERS = [
  "logistic-regression",
  "svm",
  "nearest-neighbours",
  "random-forest",
  "extra-trees",
  "gradient-boosting",
  "histogram-boosting",
] as const;

/** A kind of classifier. */
export type ClassifierKind = (typeof CLASSIFIERS)[number];
