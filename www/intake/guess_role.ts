// Guesses the role of a file from its name and its voxels. The guess is shown and can be corrected by hand.
import type { Inspection } from "../core/protocol/index.ts";
import type { Role } from "../core/roles.ts";

/** Patterns of a lower-case name; the first that matches decides. */
const PATTERNS: readonly [Exclude<Role, "none">, RegExp][] = [
  ["mask", /\b(mask|masks|seg|segm|segmentation|label|labels|labelmap|roi|lesion|tumou?r)\b/],
  ["t1ce", /\b(t1 ?w?i? ?(ce|c|gd|gad|gado|km|post|contrast|plus)|(ce|gd|gado|post|contrast) ?t1w?i?)\b/],
  ["t1ce", /\bt1\w*\b.*\b(gd|gad|gado|gadolinium|contrast|post|ce|km)\b/],
  ["t2fs", /\b(stir|tirm|spair|flair|t2 ?w?i? ?(fs|f|fatsat|spir|stir)|(fs|fatsat) ?t2w?i?)\b/],
  ["t2fs", /\bt2\w*\b.*\b(fs|fat ?sat|fat ?sup\w*)\b/],
  ["t1", /\bt1(n|w|wi)?\b/],
  ["t2", /\bt2(w|wi)?\b/],
];

const words = (name: string) =>
  name
    .toLowerCase()
    .replace(/(\.nii|\.hdr|\.img|\.nrrd|\.nhdr|\.raw)?(\.gz)?$/, "")
    .replace(/[^a-z0-9]+/g, " ");

/** The role a path suggests: the file's own name first, then its folder's. */
export function roleFromName(path: string): Role {
  const parts = path.split("/").filter(Boolean).reverse();
  for (const part of parts.slice(0, 2)) {
    const found = PATTERNS.find(([, pattern]) => pattern.test(words(part)));
    if (found) return found[0];
  }
  return "none";
}

/** Few labels over a small part of the volume: a drawn mask rather than an image. */
function looksLikeMask({ labels, size }: Inspection): boolean {
  if (!labels || labels.length === 0 || labels.length > 64) return false;
  const inside = labels.reduce((sum, [, count]) => sum + count, 0);
  return inside < 0.5 * size[0] * size[1] * size[2];
}

/** The role of a file that could be read; a mask must have voxels that are labels. */
export function guessRole(path: string, inspection: Inspection): Role {
  const named = roleFromName(path);
  if (named === "mask") return inspection.labels ? "mask" : "none";
  if (named === "none") return looksLikeMask(inspection) ? "mask" : "none";
  return named;
}
