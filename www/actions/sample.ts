// The bundled case takes the same way as any other: its files are added as if they had been dropped.
import type { Found } from "../lib/files.ts";
import { say } from "../lib/language/index.ts";
import { ageText, asked, entries, label, notes, run, sample, takingIn } from "../state.ts";
import { analyse } from "./analyse.ts";
import { takeCapsules } from "./capsule.ts";
import { addFiles } from "./intake.ts";

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

/** Adds the user's files; a case of one's own takes the place of the sample. */
export async function addOwn(coming: readonly Found[] | Promise<readonly Found[]>): Promise<void> {
  takingIn.value += 1;
  try {
    const found = await takeCapsules(await coming);
    if (found === null) return;
    const showsSample = entries.value.some(({ file }) => sample.value?.files.includes(file));
    if (showsSample && found.length > 0) clear();
    await addFiles(found);
  } catch (cause) {
    notes.value = [() => say.files.unreadable(cause instanceof Error ? cause.message : String(cause))];
  } finally {
    takingIn.value -= 1;
  }
}
