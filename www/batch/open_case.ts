// Opens a case of a batch on the screen of one case: its files in their roles, its age and clinical inputs, nothing of the case before.
import { emptyCase } from "../answer/empty_case.ts";
import { clinicalText } from "../core/clinical.ts";
import { ageText, channel, entries, label } from "../core/store.ts";
import { addFiles, setRole } from "../intake/add_files.ts";
import { takingIn } from "../intake/state.ts";
import type { Chosen, FileRole } from "./cases.ts";
import { type BatchCase, batchLabel } from "./state.ts";

export async function openCase({ claimed, masks, age, told }: BatchCase): Promise<void> {
  emptyCase();
  location.hash = "#/case";
  const roles = new Map<Chosen, FileRole>();
  for (const [role, files] of Object.entries(claimed) as [FileRole, readonly Chosen[]][])
    for (const file of files) roles.set(file, role);
  for (const mask of Object.values(masks)) roles.set(mask, "mask");
  takingIn.value += 1;
  try {
    await addFiles([...roles.keys()].flatMap(({ path, file, data }) => withVoxels(path, file, data)));
    const byFile = new Map([...roles].map(([{ file }, role]) => [file, role]));
    for (const { id, file } of entries.value) setRole(id, byFile.get(file) ?? "none");
    ageText.value = age === null ? "" : String(age);
    clinicalText.value = Object.fromEntries(told.map(({ name, text }) => [name, text]));
    label.value = batchLabel.value;
    channel.value = null;
  } finally {
    takingIn.value -= 1;
  }
}

/** A header with the files of its voxels, as they came. */
function withVoxels(path: string, file: File, data: File | readonly File[] | undefined) {
  const folder = path.slice(0, path.length - (path.split("/").at(-1)?.length ?? 0));
  const voxels: readonly File[] = data ? [data].flat() : [];
  return [{ path, file }, ...voxels.map((one) => ({ path: folder + one.name, file: one }))];
}
