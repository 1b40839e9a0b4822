// How the mask fits each image: differences of the grids, a picture of both boxes, and possible repairs.

import type { MaskFit } from "../core/protocol/core.ts";
import type { Sequence } from "../core/protocol/index.ts";
import { entryOf, run } from "../core/store.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { Icon } from "../ui/icons.tsx";
import { fitOn } from "./carry_mask.ts";
import { maskOf, scanOf } from "./crosshair.ts";
import { edgesOf, type Grid, type Vec3 } from "./drawing/grid.ts";
import { differences, overlap, verdict } from "./fit_words.ts";
import { refuseMask, takeGrid } from "./take_mask.ts";

/** Both boxes seen from the front (left to right, foot to head) or from the side. */
function Boxes({ mask, image, name }: { mask: Grid; image: Grid; name: string }) {
  const views: readonly (readonly ["front" | "side", (at: Vec3) => readonly [number, number]])[] = [
    ["front", ([x, , z]) => [x, -z]],
    ["side", ([, y, z]) => [y, -z]],
  ];
  return (
    <>
      {views.map(([side, flat]) => {
        const lines = (grid: Grid) => edgesOf(grid).map(([a, b]) => [flat(a), flat(b)] as const);
        const all = [...lines(mask), ...lines(image)].flat();
        const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
        const [x, y] = [Math.min(...xs), Math.min(...ys)];
        const span = Math.max(Math.max(...xs) - x, Math.max(...ys) - y) || 1;
        const path = (grid: Grid) =>
          lines(grid)
            .map(([a, b]) => `M${a[0].toFixed(1)} ${a[1].toFixed(1)}L${b[0].toFixed(1)} ${b[1].toFixed(1)}`)
            .join("");
        const margin = span * 0.05;
        return (
          <svg
            key={side}
            class="boxes"
            role="img"
            aria-label={say.fit.boxes(name, say.fit.views[side])}
            viewBox={`${x - margin} ${y - margin} ${span + 2 * margin} ${span + 2 * margin}`}
          >
            <path class="image-box" d={path(image)} />
            <path class="mask-box" d={path(mask)} />
          </svg>
        );
      })}
    </>
  );
}

/** A NIfTI header may hold two placements (sform, qform): which one is used, and how far the other is from it. */
function Placement({ role }: { role: Sequence | "mask" }) {
  const placed = entryOf(role)?.inspection?.placed;
  if (!placed) return null;
  const { by, other } = placed;
  const unused = by === "sform" ? "qform" : "sform";
  const isApart = other !== null && (other.shift_mm >= 1e-3 || other.turned_deg >= 1e-2);
  const text =
    other === null
      ? say.fit.placed[by]
      : isApart
        ? say.fit.placedApart(by, unused, other.shift_mm.toFixed(3), other.turned_deg.toFixed(2))
        : say.fit.placedAlike(by, unused);
  return (
    <p class={isApart ? "caution" : "quiet"} data-placed={role} data-by={by} data-apart={isApart}>
      {text}
    </p>
  );
}

/**
 * A mask of the same size as the image but in another place may have lost its header: it can be put on the image's
 * grid.
 */
const isRepairable = (fit: MaskFit) => fit.same_size && !fit.same;

export function Geometry({ shown }: { shown: readonly Sequence[] }) {
  const mask = maskOf();
  const rows = shown.flatMap((sequence) => {
    const scan = scanOf(sequence);
    const fit = mask && scan && fitOn(mask, scan);
    return fit ? [{ sequence, grid: scan.grid, fit }] : [];
  });
  if (!mask || rows.length === 0) return null;
  const worst = rows.some(({ fit }) => fit.inside < fit.voxels);
  return (
    <details class="geometry" open={worst} data-test="geometry">
      <summary>{worst ? say.fit.bad : say.fit.good}</summary>
      <div class="row">
        <div>
          <strong>{say.fit.mask}</strong> <Placement role="mask" />
        </div>
        {worst && (
          <button type="button" class="button" disabled={run.value.phase === "busy"} onClick={refuseMask}>
            {say.fit.refuse}
          </button>
        )}
      </div>
      <ul>
        {rows.map(({ sequence, grid, fit }) => {
          const { tone, text } = verdict(fit);
          const name = roleName(sequence);
          return (
            <li
              key={sequence}
              class={tone}
              data-fit={sequence}
              data-inside={fit.inside}
              data-boxes={fit.boxes.join(" ")}
              data-same={fit.same}
            >
              <Boxes mask={mask.grid} image={grid} name={name} />
              <div>
                <p>
                  <Icon name={tone === "good" ? "check" : tone === "warn" ? "warning" : "error"} />{" "}
                  <strong>{name}</strong> {text}
                </p>
                <p class="quiet">{differences(fit)}</p>
                <p class="quiet" data-test="overlap">
                  {overlap(fit)}
                </p>
                <Placement role={sequence} />
                {isRepairable(fit) && (
                  <button
                    type="button"
                    class="button"
                    disabled={run.value.phase === "busy"}
                    onClick={() => void takeGrid(sequence)}
                  >
                    {say.fit.repair}
                  </button>
                )}
                {isRepairable(fit) && <p class="quiet">{say.fit.repairWhen}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
