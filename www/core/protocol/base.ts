// What goes wrong, and files on the user's machine.
import type { CoreError, ErrorKind } from "./core.ts";

/** A problem of the core, or of the page itself (`PageProblems`). */
export type Problem = Pick<CoreError, "thing" | "expected" | "found"> &
  Partial<Pick<CoreError, "hint" | "origin" | "code" | "values">> & { kind: ErrorKind | "crash" };

/**
 * An image or mask on the user's machine; `data` has the voxels of a header. Of a mask `channel` says which of its volumes is meant,
 * and `imageSize` how many voxels the image has that it is for, where that is known.
 */
export interface Source {
  file: File;
  data?: File | readonly File[] | undefined;
  /** Of a DICOM volume, whose slices are in `file` and `data`: the frame of the first file that its first slice is. */
  frame?: number | undefined;
  /** Of a DICOM mask in `file`, which was drawn on the slices in `data`: the place of the segment that is meant. */
  segment?: number | undefined;
  channel?: number | undefined;
  imageSize?: readonly number[] | undefined;
}
