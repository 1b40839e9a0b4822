// A model on a site's own cases, and the model file that is made for the site.
export const validation = {
  title: "Validate on your own cases",
  text: "How the model in use does on the cases of the feature table. Cases that it was trained on are left out; lesions of one patient (column patient) are taken together.",
  needsTable: "Choose a feature table first; its column label says what each lesion was.",
  run: "Validate the model in use",
  doing: "Validating",
  failed: "Could not be validated",
  result: (model: string, classifier: string, table: string) => `${model} by ${classifier} on ${table}`,
  cases: (cases: number, patients: number, metastases: number) =>
    `${cases} lesions of ${patients} patients, ${metastases} of them metastases.`,
  leftOut: (cases: number) => `${cases} training cases are left out.`,
  unlike: (unusual: number, outside: number) =>
    `${unusual} lesions are unusual, and ${outside} lie outside of the training cases.`,
  columns: {
    figure: "Figure",
    ideal: "Ideal",
    value: "Value",
    interval: "95 % interval",
    method: "Interval by",
    missing: "Patients missing",
  },
  figures: {
    auc: "AUC",
    "in-the-large": "Calibration in the large",
    slope: "Calibration slope",
    "observed-expected": "Observed / expected",
    brier: "Brier score",
    "net-benefit": "Net benefit at the threshold",
  },
  ideals: { auc: "1", "in-the-large": "0", slope: "1", "observed-expected": "1", brier: "0", "net-benefit": "–" },
  intervals: {
    delong: "DeLong",
    obuchowski: "Obuchowski, over patients",
    newcombe: "Newcombe",
    "standard-error": "standard error",
    clustered: "standard error over patients",
  },
  missing: (patients: string, width: string) => `${patients} for a width of ${width}`,
  enough: (width: string) => `none for a width of ${width}`,
  missingNote:
    "Patients missing: for an interval of the stated width, by Riley's criteria for external validation; of the net benefit the standardised one.",
  benefit: "Net benefit by threshold",
  benefitColumns: {
    threshold: "Threshold",
    model: "By the model",
    all: "Acting on everyone",
    gain: "Gain over the better of everyone and no one",
  },
  closedTest: (none: string, intercept: string) =>
    `Closed test against intercept and slope: no change p ${none}, a new intercept p ${intercept}.`,
  advised: {
    none: "No recalibration is called for.",
    intercept: "A new intercept is called for.",
    "intercept-and-slope": "A new intercept and slope are called for.",
  },
  floors: (intercept: number, both: number, found: number) =>
    `A new intercept needs ${intercept} patients of the rarer group, intercept and slope ${both}; here are ${found}.`,
  update: "Recalibration",
  updates: {
    "closed-test": "as the closed test chooses",
    none: "none: keep the probabilities",
    intercept: "a new intercept",
    "intercept-and-slope": "a new intercept and slope",
  },
  make: "Make a model file for this place",
  made: (update: string, parent: string) => `Recalibration: ${update}. The new file names its parent, ${parent}.`,
  again: "On these very cases its calibration is good by construction: judge the new model on later ones.",
  save: "Model file for this place",
  record: "Brought to a place",
  recordText: (update: string, cases: number, patients: number) =>
    `${update}; by ${cases} lesions of ${patients} patients`,
  parent: "Parent file, SHA-256",
};
