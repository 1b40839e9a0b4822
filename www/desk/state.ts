// State of the study desk: the DICOM study at hand, and what was chosen of it.
import { signal } from "@preact/signals";
import type { Held } from "../core/protocol/held.ts";
import type { MaskFound, Problem, Sequence, StudyFound } from "../core/protocol/index.ts";

/** A segment of a mask, by the places of both. */
export interface SegmentAt {
  mask: number;
  at: number;
}

export interface Desk {
  study: Held<"study">;
  found: StudyFound;
  /** The patient whose volumes are shown, from 0: sequences of two are never put together. */
  patient: number;
  /** The sequence that each volume is taken for. */
  roles: readonly (Sequence | null)[];
  /** The lesion; null for none. */
  segment: SegmentAt | null;
}

/**
 * Whether a mask is of a patient, by the images that it was drawn on. Of a study of several patients one with a grid of its own is
 * nobody's.
 */
export function isMaskOf({ volumes, patients }: StudyFound, mask: MaskFound, patient: number): boolean {
  const slices = new Set(mask.files.slice(1));
  const drawnOn = volumes.find(({ files }) => files.some((file) => slices.has(file)));
  return patients < 2 || drawnOn?.patient === patient;
}

/** The study whose volumes wait to be taken into the case; null where there is none. */
export const desk = signal<Desk | null>(null);
/** Middle slices of its volumes, as far as they are drawn; null for one that cannot be read. */
export const previews = signal<ReadonlyMap<number, ImageData | null>>(new Map());
/** Why a volume or a mask could not be taken. */
export const failed = signal<Problem | null>(null);
