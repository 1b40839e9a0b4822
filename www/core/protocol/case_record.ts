// What the page itself did to a case, as it goes into the case's record: the core words it.
import type { MaskDone, Problem, Sequence } from "./index.ts";

/** Where a mask lay before it was put in another place, and how much of it was in the image. */
interface Place {
  apart_mm: number;
  turned_deg: number;
  inside: number;
  voxels: number;
}

export const drawn = (sequence: Sequence): MaskDone => ({ code: "mask-drawn", values: { sequence } });

export const repaired = (sequence: Sequence, { apart_mm, turned_deg, inside, voxels }: Place): MaskDone => ({
  code: "mask-repaired",
  values: { sequence, apart_mm, turned_deg, inside, voxels },
});

export const absentImage = (sequence: Sequence): Problem => ({
  kind: "missing",
  thing: "image",
  expected: "the image of the capsule",
  found: "none",
  origin: sequence,
  code: "capsule-image-missing",
  values: { sequence },
});
