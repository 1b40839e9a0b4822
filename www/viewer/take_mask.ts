// A drawn mask becomes the case's mask, or a file that the user saves. Both are written by the core.
import type { Sequence, Warning } from "../core/protocol/index.ts";
import { problemOf } from "../core/protocol/problem.ts";
import * as state from "../core/store.ts";
import { never } from "../core/task.ts";
import { addFiles, setRole } from "../intake/add_files.ts";
import { notes } from "../intake/state.ts";
import * as record from "../language/case_record.ts";
import { say } from "../language/index.ts";
import { sentence } from "../language/problem.ts";
import { save } from "../ui/download.ts";
import { fitOn } from "./carry_mask.ts";
import { maskOf, scanOf, shownMask } from "./crosshair.ts";
import { leaveDrawing } from "./load_voxels.ts";
import * as reading from "./state.ts";

export type Format = "nii.gz" | "seg.nrrd";

/** Names say nothing about the patient. */
const DRAWN = "drawn-mask";

/** Labels as the bytes of a file; null with a sentence why where they cannot be written. */
async function written({ grid, voxels }: reading.Labels, format: Format): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const picture = { grid, voxels };
    return (await state.pool.value?.run(never, "labelFile", { picture, format })) ?? null;
  } catch (thrown) {
    const problem = problemOf(thrown);
    reading.said.value = () => sentence(problem);
    return null;
  }
}

/** Offers the mask on the screen as a file on its image's own voxels. */
export async function saveMask(format: Format): Promise<void> {
  const mask = shownMask();
  const bytes = mask && (await written(mask, format));
  if (bytes) save(`${DRAWN}.${format}`, "application/octet-stream", bytes);
}

/**
 * Labels become the case's mask, as a file of the list; gives whether they did. An earlier mask stays in the list,
 * unused.
 */
async function replaceMask(labels: reading.Labels, name: string, said: Warning): Promise<boolean> {
  const bytes = await written(labels, "seg.nrrd");
  if (!bytes || state.run.value.phase === "busy") return false;
  const file = new File([bytes], `${name}.seg.nrrd`);
  const before = state.entries.value;
  const own = (entry: state.Entry) => entry.role === "mask" && entry.path === file.name;
  state.entries.value = before
    .filter((entry) => !own(entry))
    .map((entry) => (entry.role === "mask" ? { ...entry, role: "none" } : entry));
  await addFiles([{ path: file.name, file }]);
  // The same bytes are in the list already, or could not be read: the list stays as it was.
  if (!state.entryOf("mask")) state.entries.value = before;
  else state.entries.value = state.entries.value.map((entry) => (entry.role === "mask" ? { ...entry, said } : entry));
  return state.entryOf("mask") !== undefined;
}

/** Makes what was drawn the case's mask. What could not be taken stays on the screen. */
export async function takeMask(): Promise<void> {
  const drawn = reading.drawing.value;
  if (!drawn || drawn.count === 0) return;
  state.label.value = drawn.label;
  if (await replaceMask(drawn, DRAWN, record.drawn(drawn.sequence))) leaveDrawing();
}

/** Leaves the case without the mask: it stays in the list, unused. */
export function refuseMask(): void {
  const mask = state.entryOf("mask");
  if (!mask) return;
  setRole(mask.id, "none");
  notes.value = [() => say.fit.refused(mask.path)];
}

/** Repairs a mask that lost its place: the same voxels on the grid of an image of the same size. */
export async function takeGrid(sequence: Sequence): Promise<void> {
  const [mask, scan] = [maskOf(), scanOf(sequence)];
  const fit = mask && scan && fitOn(mask, scan);
  if (!fit) return;
  const said = record.repaired(sequence, fit);
  await replaceMask({ grid: scan.grid, voxels: mask.voxels }, `mask-placed-on-${sequence}`, said);
}
