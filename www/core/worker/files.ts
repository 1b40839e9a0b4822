// Files as the core takes them: it reads them itself, piece by piece.
import { Scan, Scans } from "../../../pkg/discern.js";
import type { Source } from "../protocol/index.ts";

/** An image or a mask; a pair's voxels are in a file of their own. */
export const scan = ({ file, data }: Source): Scan => new Scan(file, data);

export const scans = (image: Source, mask: Source): Scans => new Scans(scan(image), scan(mask));
