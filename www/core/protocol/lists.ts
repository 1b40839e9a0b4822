// Lists of the core. Written by tests/mechanics/lists.rs, not by hand.

/** The MRI sequences of a case, in the order of every table. */
export const SEQUENCES = ["t1", "t2", "t2fs", "t1ce"] as const;

export type Sequence = (typeof SEQUENCES)[number];

/** Image types, as parameter files name them, in the order of every table. */
export const IMAGE_TYPES = [
  "Original",
  "Wavelet",
  "LoG",
  "Square",
  "SquareRoot",
  "Logarithm",
  "Exponential",
  "Gradient",
  "LBP2D",
  "LBP3D",
] as const;

export type ImageType = (typeof IMAGE_TYPES)[number];

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
