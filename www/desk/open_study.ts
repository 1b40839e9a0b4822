// Opens DICOM files as a study: what they hold, and small pictures of its volumes.
import { batch } from "@preact/signals";
import { Held } from "../core/protocol/held.ts";
import type { Problem, StudyFound } from "../core/protocol/index.ts";
import { entries, pool } from "../core/store.ts";
import { never } from "../core/task.ts";
import type { Found } from "../intake/files.ts";
import { type Sentence, say } from "../language/index.ts";
import { sentence } from "../language/problem.ts";
import { type Desk, desk, failed, isMaskOf, previews, type SegmentAt } from "./state.ts";

/** Whether each file that was looked at is DICOM: a drop is sorted more than once, and may be of thousands. */
const looked = new WeakMap<File, boolean>();

/** The DICOM files among others, whatever their names. */
export async function dicomAmong(found: readonly Found[]): Promise<readonly Found[]> {
  const files = found.map(({ file }) => file).filter((file) => !looked.has(file));
  const is = (await pool.value?.run(never, "areDicom", { files })) ?? [];
  for (const [at, file] of files.entries()) looked.set(file, is[at] ?? false);
  return found.filter(({ file }) => looked.get(file));
}

/** The one segment that can be used, or the one among several that is called a lesion. */
function proposed(found: StudyFound, patient: number): SegmentAt | null {
  const usable = found.masks.flatMap((one, mask) =>
    one.problem || !one.is_in_frame || !isMaskOf(found, one, patient)
      ? []
      : one.segments.map((segment, at) => ({ mask, at, ...segment })),
  );
  const lesions = usable.filter(({ is_proposed }) => is_proposed);
  const [one, ...others] = lesions.length > 0 ? lesions : usable;
  return one && others.length === 0 ? { mask: one.mask, at: one.at } : null;
}

/** Slices that are on the desk or in the case already: a mask that comes after them is placed among them. */
function known(): readonly File[] {
  const taken = entries.value.flatMap(({ frame, file, data }) =>
    frame === undefined ? [] : [file, data ?? []].flat(),
  );
  return [...(desk.value?.study.content ?? []), ...taken];
}

/** Opens a study; nothing of it goes into the case before it is taken. Gives a note where nothing can be taken. */
export async function openStudy(files: readonly Found[]): Promise<readonly Sentence[]> {
  const study = new Held("study", [...new Set([...known(), ...files.map(({ file }) => file)])]);
  const found = await pool.value?.run(never, "studyFound", { study });
  if (!found) return [];
  const { problem } = found;
  if (problem) return [() => say.terms.labelled(say.desk.refused(files.length), sentence(problem))];
  const first = found.volumes.find(({ sequence }) => sequence !== null) ?? found.volumes[0];
  const patient = first?.patient ?? 0;
  show({
    study,
    found,
    patient,
    roles: found.volumes.map(({ sequence, confidence }) => (confidence === "ask" ? null : sequence)),
    segment: proposed(found, patient),
  });
  return [];
}

function show(opened: Desk): void {
  batch(() => {
    desk.value = opened;
    previews.value = new Map();
    failed.value = null;
  });
  for (const [at, { problem }] of opened.found.volumes.entries()) if (!problem) void preview(opened, at);
}

/** Reads the picture of one volume. */
async function preview({ study }: Desk, at: number): Promise<void> {
  const picture = await drawn(study, at).catch((_: Problem) => null);
  // Another study may have taken its place meanwhile.
  if (desk.value?.study === study) previews.value = new Map([...previews.value, [at, picture]]);
}

async function drawn(study: Held<"study">, at: number): Promise<ImageData | null> {
  const pixels = await pool.value?.run(never, "preview", { study, at });
  const columns = pixels?.[0];
  if (!pixels || !columns) return null;
  return new ImageData(new Uint8ClampedArray(pixels.buffer, 4), columns);
}

/** Closes the desk; the case stays as it is. */
export function closeDesk(): void {
  batch(() => {
    desk.value = null;
    previews.value = new Map();
    failed.value = null;
  });
}
