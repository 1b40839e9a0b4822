// Whether a mask fits an image, in words.
import type { MaskFit } from "../core/protocol/core.ts";
import { say } from "../language/index.ts";
import { percent } from "../language/numbers.ts";

/** How well they fit, in one sentence. */
export function verdict({ same, voxels, inside }: MaskFit): { tone: "good" | "warn" | "bad"; text: string } {
  if (voxels > 0 && inside === 0) return { tone: "bad", text: say.fit.outside };
  if (inside < voxels) return { tone: "warn", text: say.fit.partly(inside, voxels) };
  if (same) return { tone: "good", text: say.fit.same };
  return { tone: "good", text: say.fit.other };
}

/** How the two grids differ, one by one. */
export function differences({ same_size, spacing, apart_mm, turned_deg }: MaskFit): string {
  const parts = [
    same_size ? say.fit.sameSize : say.fit.otherSize,
    spacing < 1e-4 ? say.fit.sameSpacing : say.fit.spacingBy((100 * spacing).toFixed(spacing < 0.01 ? 2 : 0)),
    apart_mm < 0.01 ? say.fit.sameMiddle : say.fit.apart(apart_mm.toFixed(1)),
    turned_deg < 0.01 ? say.fit.sameDirections : say.fit.turned(turned_deg.toFixed(1)),
  ];
  return parts.join(" · ");
}

/** The share of a whole, never rounded to all or nothing. */
const share = (value: number) => (value === 0 || value === 1 ? say.terms.percent(String(100 * value)) : percent(value));

/** How much of the mask lies in the image, and how far the boxes of both cover each other. */
export function overlap({ voxels, inside, boxes }: MaskFit): string {
  return say.fit.overlap(share(voxels > 0 ? inside / voxels : 0), share(boxes[0]), share(boxes[1]));
}
