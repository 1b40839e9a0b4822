// The study desk: what a DICOM study holds.
import { count } from "../format.ts";

export const desk = {
  title: "Study",
  holds: (volumes: number, masks: number) =>
    `${volumes === 1 ? "1 volume" : `${count(volumes)} volumes`}${masks === 0 ? "" : masks === 1 ? ", 1 mask" : `, ${count(masks)} masks`}`,
  severalPatients: (patients: number) => `These images are of ${count(patients)} patients`,
  whichPatient: "Whose images are shown",
  patient: (number: number) => `Patient ${number}`,
  others: (n: number) => (n === 1 ? "1 volume without a role" : `${count(n)} volumes without a role`),
  series: (number: number | null, description: string) =>
    [number === null ? "Series" : `Series ${number}`, description].filter(Boolean).join(": "),
  slices: (n: number) => (n === 1 ? "1 slice" : `${count(n)} slices`),
  picture: "Middle slice",
  between: "; ",
  confidence: { sure: "Sure", likely: "Likely", ask: "To be chosen by you" },
  masks: "Lesion",
  segment: (number: number, label: string) => (label ? `${label} (segment ${number})` : `Segment ${number}`),
  noSegment: "None of these",
  refused: (files: number) => (files === 1 ? "1 DICOM file" : `${count(files)} DICOM files`),
  leftOut: (kinds: readonly string[]) => `Left out: ${kinds.join(", ")}.`,
  ofKind: (kind: string, files: number) => `${kind} (${count(files)})`,
  kinds: {
    "other files": "other files",
    "the same image again": "copies of images",
    "tables of contents (DICOMDIR)": "tables of contents (DICOMDIR)",
    "secondary capture": "secondary captures",
    "presentation state": "presentation states",
    "key object selection": "key object selections",
    "encapsulated PDF": "PDF documents",
    "raw data": "raw data",
    spectroscopy: "spectroscopy",
    "surface segmentation": "surface segmentations",
    "structured report": "structured reports",
    "other object": "other objects",
  },
  missing: (names: readonly string[]) => `No volume is chosen for: ${names.join(", ")}.`,
  noMask: "No lesion is chosen: add a mask, or draw it after this.",
  take: "Take these images",
  takeAge: (years: number) => `Take the age from the header: ${years}`,
  close: "Close the study",
};
