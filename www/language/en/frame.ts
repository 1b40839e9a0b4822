// The frame around every screen.
export const frame = {
  title: "Discern: metastasis or primary spinal tumour",
  tagline: "Metastasis or primary spinal tumour",
  notDevice: "Research use, not a medical device.",
  demonstration: "The model is a demonstration: trained on simulated cases, not for clinical use.",
  skip: "Skip to the content",
  skipToImages: "Skip to the images",
  screens: "Screens",
  caseScreen: "Case",
  batchScreen: "Batch",
  machineScreen: "This machine",
  language: "Language",
  atWork: "The files were not taken in, as a run is under way. Wait for its end or cancel it, then drop them again.",
  noStart: "The page could not start",
  notLoaded: (why: string) => `A part of the page could not be loaded (${why}). Reload the page.`,
};
