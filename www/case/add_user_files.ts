// Adds files to the case: those of the user, or the sample case, which takes the same way as if it had been dropped.
import { analyse } from "../answer/analyse.ts";
import { emptyCase } from "../answer/empty_case.ts";
import { openCapsule, verifyWhenComplete } from "../answer/verify_capsule.ts";
import { ageText, type Entry, entries, entryOf, run, sample } from "../core/store.ts";
import { closeDesk, dicomAmong, openStudy } from "../desk/open_study.ts";
import { addFiles } from "../intake/add_files.ts";
import { clear } from "../intake/clear.ts";
import { type Found, MAX_STUDY_FILES } from "../intake/files.ts";
import { byKind } from "../intake/own_files.ts";
import { notes, takingIn, undecided } from "../intake/state.ts";
import { unpacked } from "../intake/unpack.ts";
import { type Sentence, say } from "../language/index.ts";
import { openModelFile } from "../models/open_model.ts";
import { takenAsBatch } from "./many_cases.ts";

/** Replaces the case by the sample case and analyses it. */
export async function trySample(): Promise<void> {
  if (!sample.value || run.value.phase === "busy") return;
  emptyCase();
  await addFiles(sample.value.files.map((file) => ({ path: file.name, file })));
  ageText.value = sample.value.age;
  await analyse();
}

/** Fewest roles claimed a second time by one drop that make it look like another patient's: one is a better copy. */
const CLAIMED_TWICE = 2;

/** How many roles that the earlier files have are claimed by later ones. */
function claimedTwice(before: readonly Entry[]): number {
  const older = new Set(before.map(({ id }) => id));
  const roles = (old: boolean) =>
    new Set(entries.value.filter(({ id, role }) => older.has(id) === old && role !== "none").map(({ role }) => role));
  const had = roles(true);
  return [...roles(false)].filter((role) => had.has(role)).length;
}

/** Takes files into the case; those of DICOM as a study, whose volumes wait on its desk. */
async function take(files: readonly Found[]): Promise<void> {
  if (files.length > MAX_STUDY_FILES) {
    notes.value = [() => say.files.tooMany(MAX_STUDY_FILES)];
    return;
  }
  const slices = new Set(await dicomAmong(files));
  const ofStudy = slices.size > 0 ? await openStudy([...slices]) : [];
  const others = files.filter((file) => !slices.has(file));
  notes.value = [];
  if (others.length > 0 || slices.size === 0) await addFiles(others);
  notes.value = [...notes.value, ...ofStudy];
}

/** Empties the case and takes files as a new one: nothing of the old one stays. */
export async function beginCase(files: readonly Found[]): Promise<void> {
  clear();
  closeDesk();
  await taking(() => take(files));
  void verifyWhenComplete();
}

/** Adds files to the present case, and announces what of it stays. */
export async function addToCase(files: readonly Found[]): Promise<void> {
  const listed = undecided.value?.listed;
  undecided.value = null;
  const [mask, age] = [entryOf("mask")?.path, ageText.value.trim()];
  if (!listed) await taking(() => take(files));
  const kept = [...(mask ? [say.files.keptMask(mask)] : []), ...(age ? [say.files.keptAge(age)] : [])];
  if (kept.length > 0) notes.value = [...notes.value, () => say.files.kept(say.terms.and(kept))];
}

/** Adds files, and asks when they claim several roles that the case has filled. */
async function addWatched(files: readonly Found[]): Promise<void> {
  const before = entries.value;
  await take(files);
  if (claimedTwice(before) >= CLAIMED_TWICE) undecided.value = { files, listed: true };
}

/** Marks the page as taking files in while work goes on; what goes wrong becomes a note. */
async function taking(work: () => Promise<void>): Promise<void> {
  takingIn.value += 1;
  try {
    await work();
  } catch (cause) {
    notes.value = [() => say.files.unreadable(cause instanceof Error ? cause.message : String(cause))];
  } finally {
    takingIn.value -= 1;
  }
}

/** Opens a model file and a capsule where they are among the files; gives the other files, and notes for the user. */
async function openOwnFiles(found: readonly Found[]): Promise<{ other: readonly Found[]; opened: Sentence[] }> {
  const { model, capsule, other } = await byKind(found);
  const opened: Sentence[] = [];
  for (const { path } of [...model.slice(1), ...capsule.slice(1)]) opened.push(() => say.files.oneOfAKind(path));
  if (model[0]) opened.unshift(await openModelFile(model[0].file));
  if (capsule[0]) await openCapsule(capsule[0].file);
  return { other, opened };
}

/** Adds files of the user; they replace the sample case where it is shown, and are asked about beside a complete one. */
export async function addUserFiles(coming: readonly Found[] | Promise<readonly Found[]>): Promise<void> {
  await taking(async () => {
    const { found, notes: ofArchives } = await unpacked(await coming, MAX_STUDY_FILES);
    const { other, opened } = await openOwnFiles(found);
    // Slices have names that say nothing of a case.
    const slices = new Set(await dicomAmong(other));
    if (await takenAsBatch(other.filter((file) => !slices.has(file)))) {
      notes.value = [...opened, ...ofArchives];
      return;
    }
    const showsSample = entries.value.some(({ file }) => sample.value?.files.includes(file));
    if (showsSample && other.length > 0) clear();
    const waiting = undecided.value && !undecided.value.listed ? undecided.value.files : [];
    if (other.length > 0 && run.value.phase === "done")
      undecided.value = { files: [...waiting, ...other], listed: false };
    else if (other.length > 0 || (found.length === 0 && ofArchives.length === 0)) await addWatched(other);
    else notes.value = [];
    notes.value = [...opened, ...ofArchives, ...notes.value];
  });
  void verifyWhenComplete();
}
