// Takes what was chosen on the desk into the case: volumes with their roles, and the lesion.

import type { Sequence, VolumeFound } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { problemOf } from "../core/protocol/problem.ts";
import { ageText, type Entry, entries, entryOf } from "../core/store.ts";
import { addRead } from "../intake/add_files.ts";
import { bringUp } from "../ui/focus.ts";
import { closeDesk } from "./open_study.ts";
import { type Desk, desk, failed, type SegmentAt } from "./state.ts";

/** Gives a volume a role; the volume that had it gives it back. */
export function setRole(at: number, role: Sequence | null): void {
  if (!desk.value) return;
  const { patient, found } = desk.value;
  const roles = desk.value.roles.map((own, other) =>
    other === at ? role : own === role && found.volumes[other]?.patient === patient ? null : own,
  );
  desk.value = { ...desk.value, roles };
}

/** The volume that is chosen for each sequence. */
export const chosenFor = ({ found, patient, roles }: Desk) =>
  SEQUENCES.flatMap((sequence) => {
    const at = roles.findIndex((role, at) => role === sequence && found.volumes[at]?.patient === patient);
    const volume = found.volumes[at];
    return volume ? [{ sequence, volume, at }] : [];
  });

/** The years that the headers of the chosen volumes agree on. */
export function ageOf(now: Desk): number | null {
  const years = new Set(chosenFor(now).map(({ volume }) => volume.age_years));
  const [one] = years;
  return years.size === 1 ? (one ?? null) : null;
}

export const takeAge = (years: number) => {
  ageText.value = String(years);
};

function entryOfVolume(volume: VolumeFound, role: Sequence, files: readonly File[]): Omit<Entry, "id"> | null {
  const [file, ...data] = volume.files.flatMap((at) => files[at] ?? []);
  if (!file || !volume.inspection) return null;
  // No word of the file's: a description may name a person.
  const path = volume.number === null ? "series" : `series-${volume.number}`;
  return { path, file, data, frame: volume.frame, role, inspection: volume.inspection };
}

function entryOfSegment({ study, found }: Desk, { mask, at }: SegmentAt): Omit<Entry, "id"> | null {
  const [file, ...data] = found.masks[mask]?.files.flatMap((at) => study.content[at] ?? []) ?? [];
  const number = found.masks[mask]?.segments[at]?.number;
  return file ? { path: `segment-${number}`, file, data, segment: at, role: "mask" } : null;
}

/** Takes the chosen volumes and the mask into the case. */
export async function take(): Promise<void> {
  const now = desk.value;
  if (!now) return;
  const { study, segment } = now;
  try {
    const images = chosenFor(now).flatMap(
      ({ volume, sequence }) => entryOfVolume(volume, sequence, study.content) ?? [],
    );
    const mask = (segment && entryOfSegment(now, segment)) ?? [];
    // What an earlier desk gave is chosen anew.
    entries.value = entries.value.filter(({ frame }) => frame === undefined || images.length === 0);
    closeDesk();
    await addRead([...images, ...[mask].flat()]);
    bringUp(entryOf("mask") ? "#age" : ".start", "nearest");
  } catch (thrown) {
    failed.value = problemOf(thrown);
  }
}
