// What the page itself did to a case, in the words that go into its record: English, as the core's own.
import type { Problem, Sequence, Warning } from "../core/protocol/index.ts";

/** Where a mask lay before it was put in another place, and how much of it was in the image. */
interface Place {
  apart_mm: number;
  turned_deg: number;
  inside: number;
  voxels: number;
}

export const drawn = (sequence: Sequence): Warning => ({
  code: "mask-drawn",
  message: `the mask was drawn or corrected in the page, on the voxels of ${sequence}`,
});

export function repaired(sequence: Sequence, { apart_mm, turned_deg, inside, voxels }: Place): Warning {
  const before = `its own place was ${apart_mm.toFixed(1)} mm away and turned by ${turned_deg.toFixed(1)}°, ${inside} of ${voxels} voxels lay in the image`;
  return { code: "mask-repaired", message: `the mask was put on the voxels of ${sequence}; ${before}` };
}

export const absentImage = (sequence: Sequence): Problem => ({
  kind: "missing",
  thing: "image",
  expected: "the image of the capsule",
  found: "none",
  origin: sequence,
});
