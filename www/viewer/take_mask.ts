// Uses a drawn mask as the mask of the case, or saves it as a file. Both are written by the core.
import { caseFile } from "../core/case_id.ts";
import * as record from "../core/protocol/case_record.ts";
import type { MaskDone, Sequence } from "../core/protocol/index.ts";
import { problemOf } from "../core/protocol/problem.ts";
import * as state from "../core/store.ts";
import { never } from "../core/task.ts";
import { addFiles, setRole } from "../intake/add_files.ts";
import { notes } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { sentence } from "../language/problem.ts";
import { save } from "../ui/download.ts";
import { focusSoon } from "../ui/focus.ts";
import { fitOn } from "./carry_mask.ts";
import { maskOf, scanOf, shownMask } from "./crosshair.ts";
import { leaveDrawing } from "./load_voxels.ts";
import * as viewer from "./state.ts";

export type Format = "nii.gz" | "seg.nrrd";

/** File name; it says nothing about the patient. */
const DRAWN = "drawn-mask";

/** Labels as the bytes of a file; null where they cannot be written; then a note gives the reason. */
async function written({ grid, voxels }: viewer.Labels, format: Format): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const picture = { grid, voxels };
    return (await state.pool.value?.run(never, "labelFile", { picture, format })) ?? null;
  } catch (thrown) {
    const problem = problemOf(thrown);
    viewer.note.value = () => sentence(problem);
    return null;
  }
}

/** Offers the mask on the screen as a download, on its own grid. */
export async function saveMask(format: Format): Promise<void> {
  const mask = shownMask();
  const bytes = mask && (await written(mask, format));
  if (bytes) save(caseFile(`${DRAWN}.${format}`), "application/octet-stream", bytes);
}

/**
 * Labels become the case's mask, as a file of the list; gives whether they did. An earlier mask stays in the list,
 * unused.
 */
async function replaceMask(labels: viewer.Labels, name: string, maskChange: MaskDone): Promise<boolean> {
  const bytes = await written(labels, "seg.nrrd");
  if (!bytes || state.run.value.phase === "busy") return false;
  const file = new File([bytes], `${name}.seg.nrrd`);
  const before = state.entries.value;
  const own = (entry: state.Entry) => entry.role === "mask" && entry.path === file.name;
  state.entries.value = before
    .filter((entry) => !own(entry))
    .map((entry) => (entry.role === "mask" ? { ...entry, role: "none", why: undefined } : entry));
  await addFiles([{ path: file.name, file }]);
  // The same file is in the list already, or it could not be read: the list is restored.
  if (!state.entryOf("mask")) state.entries.value = before;
  else
    state.entries.value = state.entries.value.map((entry) =>
      entry.role === "mask" ? { ...entry, maskChange } : entry,
    );
  return state.entryOf("mask") !== undefined;
}

/** Uses the drawn mask for the case. Where that fails, the drawing stays open. */
export async function takeMask(): Promise<void> {
  const drawn = viewer.drawing.value;
  if (!drawn || drawn.count === 0) return;
  state.label.value = drawn.label;
  state.channel.value = null;
  if (!(await replaceMask(drawn, DRAWN, record.drawn(drawn.sequence)))) return;
  leaveDrawing();
  focusSoon(".draw", "#viewer-title");
}

/** Removes the mask from the case; its file stays in the list, unused. */
export function refuseMask(): void {
  const mask = state.entryOf("mask");
  if (!mask) return;
  setRole(mask.id, "none");
  notes.value = [() => say.fit.refused(mask.path)];
}

/** Repairs a mask whose header lost its position: puts its voxels on the grid of an image of the same size. */
export async function takeGrid(sequence: Sequence): Promise<void> {
  const [mask, scan] = [maskOf(), scanOf(sequence)];
  const fit = mask && scan && fitOn(mask, scan);
  if (!fit) return;
  const change = record.repaired(sequence, fit);
  await replaceMask({ grid: scan.grid, voxels: mask.voxels }, `mask-placed-on-${sequence}`, change);
}
