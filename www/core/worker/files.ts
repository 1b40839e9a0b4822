// Files as the core takes them: it reads them itself, piece by piece.
import { Scan, Scans } from "../../../pkg/discern.js";
import type { Source } from "../protocol/index.ts";

/** An image or a mask, with the files that hold its voxels where it is a header. */
export const scan = ({ file, data, channel, imageSize }: Source): Scan =>
  new Scan(file, data ? [data].flat() : [], channel, imageSize && Uint32Array.from(imageSize));

export const scans = (image: Source, mask: Source, label: number): Scans => new Scans(scan(image), scan(mask), label);
