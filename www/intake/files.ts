// Gets files from a drop, a file dialog or a folder dialog, and joins pairs such as .hdr + .img.
import type { Source } from "../core/protocol/index.ts";

/** A file with the path it had in the dropped folder; the path never leaves this page. */
export interface Found {
  path: string;
  file: File;
}

/** Most files of one drop: enough for a patient's folder, for a disc of DICOM slices, and for the folder of a cohort. */
export const MAX_FILES = 400;
export const MAX_STUDY_FILES = 20_000;
export const MAX_COHORT_FILES = 100_000;

/** Hidden files and files that operating systems leave in folders. */
export const isClutter = (path: string) => /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini|__MACOSX\/.*)$/.test(path);

/** All files of a dropped file or folder; stops after more than `most`. */
async function below(entry: FileSystemEntry, most: number, found: Found[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, "");
  if (found.length > most || isClutter(path)) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader lists a folder in portions; an empty one is the last.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return;
    for (const child of portion) await below(child, most, found);
  }
}

/** The same by handles: in a page opened from a file, browsers read folders only this way. */
async function belowHandle(handle: FileSystemHandle, path: string, most: number, found: Found[]): Promise<void> {
  if (found.length > most || isClutter(path)) return;
  if (handle.kind === "file") found.push({ path, file: await (handle as FileSystemFileHandle).getFile() });
  else
    for await (const child of (handle as FileSystemDirectoryHandle).values())
      await belowHandle(child, `${path}/${child.name}`, most, found);
}

/** Handles exist in some browsers only, and are missing in the types of the DOM. */
interface Item extends DataTransferItem {
  getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
}

/** All files of a drop, those in folders included; one more than `most` where there are more. */
export async function filesOfDrop(transfer: DataTransfer, most: number): Promise<Found[]> {
  // Read out before the first await: the browser empties the transfer after the event.
  const items = [...transfer.items]
    .filter(({ kind }) => kind === "file")
    .map((item: Item) => ({
      entry: item.webkitGetAsEntry?.() ?? null,
      file: item.getAsFile(),
      handle: location.protocol === "file:" ? item.getAsFileSystemHandle?.() : undefined,
    }));
  const found: Found[] = [];
  for (const { entry, file, handle } of items) {
    const held = entry?.isDirectory ? await handle : null;
    if (held) await belowHandle(held, held.name, most, found);
    else if (entry?.isDirectory) await below(entry, most, found);
    else if (file && !isClutter(file.name)) found.push({ path: file.name, file });
  }
  return found;
}

/** All files chosen in a dialog. */
export const filesOfInput = (input: HTMLInputElement): Found[] =>
  [...(input.files ?? [])]
    .map((file) => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => !isClutter(path));

/** Extensions of pairs, header and voxels in separate files: Analyze and NIfTI (.hdr, .img), NRRD (.nhdr, .raw). */
const PAIR = /\.(?:(hdr|nhdr)|(img|raw))(\.gz)?$/i;
const isHead = (path: string) => PAIR.exec(path)?.[1] !== undefined;
const isVoxels = (path: string) => PAIR.exec(path)?.[2] !== undefined;
/** Whether a path is one half of a pair. */
export const isHalf = (path: string) => PAIR.test(path);
const stem = (path: string) => path.replace(PAIR, "").toLowerCase();

/**
 * Joins each header with the voxels of the same name; voxels alone stay as they are and their reading says what is
 * missing.
 */
export function joinPairs(found: readonly Found[]): (Found & Source)[] {
  const headers = new Set(found.filter(({ path }) => isHead(path)).map(({ path }) => stem(path)));
  const voxels = new Map(found.filter(({ path }) => isVoxels(path)).map(({ path, file }) => [stem(path), file]));
  return found
    .filter(({ path }) => !(isVoxels(path) && headers.has(stem(path))))
    .map(({ path, file }) => ({ path, file, data: isHead(path) ? voxels.get(stem(path)) : undefined }));
}

/** Whether two files hold the same bytes; reads them only when their sizes are equal. */
export async function sameBytes(a: File, b: File): Promise<boolean> {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  const [x, y] = await Promise.all([a.arrayBuffer(), b.arrayBuffer()]);
  const [p, q] = [new Uint8Array(x), new Uint8Array(y)];
  return p.every((byte, at) => byte === q[at]);
}
