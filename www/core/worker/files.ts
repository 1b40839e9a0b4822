// Files as the core takes them: it reads them itself, piece by piece.
import { Scan, Scans } from "../../../pkg/discern.js";
import type { Source } from "../protocol/index.ts";

/** An image or a mask, with the files that hold its voxels where it is a header. */
export function scan({ file, data, frame, segment, channel, imageSize }: Source): Scan {
  const others = data ? [data].flat() : [];
  if (frame !== undefined) return Scan.of_slices(file, others, frame);
  if (segment !== undefined) return Scan.of_segment(file, others, segment);
  return new Scan(file, others, channel, imageSize && Uint32Array.from(imageSize));
}

export const scans = (image: Source, mask: Source, label: number): Scans => new Scans(scan(image), scan(mask), label);
