// What the terms of the page mean.
import type { ImageType } from "../../core/protocol/lists.ts";

export const glossary = {
  explain: (name: string) => `What “${name}” means`,
  close: "Close",
  unknown: "This program has no description of it: the name comes from another program.",
  age: "The patient’s age, as entered.",
  clinical:
    "Known of the patient without an image, as entered. A name with > or = is 1 where that holds and 0 where it does not.",
  network: "An output of the neural network that looks at the images. It has no meaning by itself.",
  component: "A weighted sum of outputs of the neural network. It has no meaning by itself.",
  formula: "Formula",
  unit: "Unit",
  ibsi: "Code of the IBSI",
  computedOn: "Computed on",
  typical: "In the training cases, both groups together",
  groups: "In each group of the training cases: median (middle half)",
  groupsUnknown: "This model file does not say what is usual in each of the two groups.",
  mean: "Mean ± standard deviation",
  range: "Lowest to highest",
  classes: {
    firstorder: "Looks at the distribution of intensities in the region, without regard to place.",
    glcm: "Grey level co-occurrence matrix: which grey levels lie beside which.",
    gldm: "Grey level dependence matrix: how many neighbours of a voxel have about its grey level.",
    glrlm: "Grey level run length matrix: how long the grey level stays the same along a line (a run).",
    glszm: "Grey level size zone matrix: how large connected zones of one grey level are.",
    ngtdm: "Neighbouring grey tone difference matrix: how much a voxel differs from the mean of its neighbours.",
    shape: "Looks at size and form of the region, without regard to intensity.",
    shape2D: "Looks at size and form of a region that is one voxel thick.",
  },
  filters: {
    Original: "The image as it was scanned.",
    Wavelet: "A sub-band of the wavelet transform: for x, y and z, L keeps coarse structure and H keeps fine detail.",
    LoG: "Laplacian of a Gaussian: brings out edges and spots of about the size σ.",
    Square: "Squares of the intensities: bright voxels weigh more.",
    SquareRoot: "Square roots of the intensities: differences between bright voxels shrink.",
    Logarithm: "Logarithms of the intensities: differences between bright voxels shrink strongly.",
    Exponential: "Exponentials of the intensities: bright voxels weigh far more.",
    Gradient: "How steeply the intensity changes: edges are bright.",
    LBP2D: "Which neighbours in the slice are brighter than the voxel: a code of the local pattern.",
    LBP3D: "Which points on a sphere around the voxel are brighter than it: a code of the local pattern.",
  } satisfies Record<ImageType, string>,
  terms: {
    logOdds: {
      name: "Log-odds",
      meaning:
        "The logarithm of probability over counter-probability. 0 is 50 %, +1 is 73 %, −1 is 27 %. In log-odds what each input adds can be summed up.",
    },
    contribution: {
      name: "Contribution",
      meaning:
        "What an input adds to the log-odds of metastasis: to the right it speaks for a metastasis, to the left for a primary tumour. It is part of the model’s arithmetic, no cause.",
    },
    nomogram: {
      name: "Nomogram",
      meaning:
        "The model as rulers: every value gives points, the points are added up, and the last ruler turns their total into a probability.",
    },
    mahalanobis: {
      name: "Mahalanobis distance",
      meaning:
        "How far the case lies from the middle of the training cases, counted in standard deviations and with the correlations between the inputs. A large distance means that the model has seen no such case.",
    },
    deviations: {
      name: "SD from mean",
      meaning:
        "The value less the training mean, divided by the standard deviation of the training cases: 0 is average, beyond ±2 is rare.",
    },
    auc: {
      name: "AUC",
      meaning:
        "Area under the ROC curve: the chance that a metastasis gets a higher probability than a primary tumour. 0.5 is guessing, 1 is perfect.",
    },
    calibration: {
      name: "Calibration",
      meaning: "Whether predicted probabilities come true: of cases given 70 %, about 70 % should be metastases.",
    },
    netBenefit: {
      name: "Net benefit",
      meaning:
        "True positives less false positives, weighed by the probability at which one would act. A model is of use where its curve lies above those of treating all and treating none.",
    },
    threshold: {
      name: "Threshold",
      meaning:
        "From this probability on, a case is called a metastasis. It was chosen on the training cases and is not changed.",
    },
    maskSensitivity: {
      name: "Mask sensitivity",
      meaning:
        "How far the probability moves when the mask is shifted, grown or shrunk by one voxel. It tells how much the drawing matters, and is no confidence interval.",
    },
    prevalence: {
      name: "Prevalence",
      meaning:
        "The share of metastases among the patients who are examined. The same image means a higher probability where metastases are more common.",
    },
  },
};
