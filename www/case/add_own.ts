// The bundled case takes the same way as any other: its files are added as if they had been dropped.
import { analyse } from "../answer/analyse.ts";
import { openCapsule } from "../answer/verify_capsule.ts";
import { ageText, entries, label, run, sample } from "../core/store.ts";
import { addFiles } from "../intake/add_files.ts";
import type { Found } from "../intake/files.ts";
import { byKind } from "../intake/own_files.ts";
import { asked, notes, takingIn } from "../intake/state.ts";
import { type Said, say } from "../language/index.ts";
import { openModelFile } from "../models/open_model.ts";

/** Puts the sample case in place of what was entered and analyses it. */
export async function trySample(): Promise<void> {
  if (!sample.value || run.value.phase === "busy") return;
  clear();
  await addFiles(sample.value.files.map((file) => ({ path: file.name, file })));
  ageText.value = sample.value.age;
  await analyse();
}

/** Starts over with nothing. */
export function clear(): void {
  entries.value = [];
  ageText.value = "";
  label.value = null;
  notes.value = [];
  asked.value = false;
  run.value = { phase: "idle" };
}

/** Opens model file and capsule among files; gives the others, and what there is to say. */
async function takeOwn(found: readonly Found[]): Promise<{ other: readonly Found[]; said: Said[] }> {
  const { model, capsule, other } = await byKind(found);
  const said: Said[] = [...model.slice(1), ...capsule.slice(1)].map(
    ({ path }) =>
      () =>
        say.files.oneOfAKind(path),
  );
  if (model[0]) said.unshift(await openModelFile(model[0].file));
  if (capsule[0]) await openCapsule(capsule[0].file);
  return { other, said };
}

/** Adds the user's files; a case of one's own takes the place of the sample. */
export async function addOwn(coming: readonly Found[] | Promise<readonly Found[]>): Promise<void> {
  takingIn.value += 1;
  try {
    const found = await coming;
    const { other, said } = await takeOwn(found);
    const showsSample = entries.value.some(({ file }) => sample.value?.files.includes(file));
    if (showsSample && other.length > 0) clear();
    if (other.length > 0 || found.length === 0) await addFiles(other);
    else notes.value = [];
    notes.value = [...said, ...notes.value];
  } catch (cause) {
    notes.value = [() => say.files.unreadable(cause instanceof Error ? cause.message : String(cause))];
  } finally {
    takingIn.value -= 1;
  }
}
