// The panel of one sequence: its slice, and voxel, position and value under the crosshair.
import type { Sequence } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { roleName, roleShort } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { carriedTo } from "./carry_mask.ts";
import { cursorIn, lookAt, sectionIn, shownMask, shownSlice } from "./crosshair.ts";
import { indexOf, isInside, type Vec3, voxelFromWorld, worldFromVoxel } from "./drawing/grid.ts";
import { letters, voxelOf } from "./drawing/section.ts";
import { fitting, viewportOf } from "./drawing/viewport.ts";
import { gesturesOn } from "./gestures.ts";
import { Panel } from "./panel.tsx";
import * as viewer from "./state.ts";
import { radius_mm } from "./stroke.ts";
import { windowIn } from "./window.ts";

/** A world position by directions of the body: L 12.3 P 4.0 S 33.1. */
const worldText = (world: Vec3) =>
  world
    .map(
      (mm, axis) =>
        `${letters([0, 1, 2].map((at) => (at === axis ? Math.sign(mm) || 1 : 0)) as unknown as Vec3)} ${Math.abs(mm).toFixed(1)}`,
    )
    .join(" ");

interface Props {
  sequence: Sequence;
  scan: viewer.Scan;
  /** All images shown: the common scale is the one at which the largest fits. */
  all: readonly viewer.Scan[];
}

const numbers = (values: readonly number[]) => values.map((value) => String(value)).join(" ");

export function SequencePanel({ sequence, scan, all }: Props) {
  const { grid, values } = scan;
  const section = sectionIn(scan);
  const at = cursorIn(scan);
  const slices = grid.size[section.through];
  const slice = shownSlice(scan, at);
  const isHere = at !== null && Math.abs(at[2] - slice) <= 0.5;
  // The voxel under the crosshair, and where its centre is.
  const voxel = at && (voxelOf(section, grid, [at[0], at[1], slice]).map(Math.round) as unknown as Vec3);
  const inside = voxel !== null && isHere && isInside(grid, voxel);
  const world = viewer.cursor.value;
  const name = roleName(sequence);
  const drawn = viewer.drawing.value;
  const isDrawn = drawn?.sequence === sequence;
  const painting = isDrawn && (viewer.tool.value === "brush" || viewer.tool.value === "eraser");
  const open = isDrawn && viewer.corners.value?.slice === slice ? viewer.corners.value.points : [];
  const mask = shownMask();
  const carried = mask ? carriedTo(mask, scan) : null;
  const viewport = (size: readonly [number, number]) => {
    const fits = all.map((one) => fitting(one.grid, sectionIn(one), ...size));
    const centre = viewer.centre.value && voxelFromWorld(grid, viewer.centre.value);
    return viewportOf(grid, section, size, Math.min(...fits) * viewer.zoom.value, centre);
  };
  const value = inside && voxel ? values[indexOf(grid, voxel)] : undefined;
  return (
    <figure
      class={`panel ${isDrawn ? "drawn" : ""}`}
      data-sequence={sequence}
      data-voxel={inside && voxel ? numbers(voxel) : ""}
      data-world={inside && voxel ? numbers(worldFromVoxel(grid, voxel)) : ""}
      data-value={value}
    >
      <figcaption>
        <strong title={name}>
          <span class="long">{name}</span>
          <span class="brief">{roleShort(sequence)}</span>
        </strong>
        <span class="quiet">
          {isDrawn ? `${say.images.drawn} · ` : ""}
          {slice + 1} / {slices}
        </span>
      </figcaption>
      <Panel
        id={`slice-${sequence}`}
        label={say.images.slice(name, say.images.planes[viewer.plane.value], slice + 1, slices)}
        describedBy={`readout-${sequence}`}
        values={values}
        grid={grid}
        section={section}
        slice={slice}
        window={windowIn(scan)}
        mask={mask && carried ? { carried, version: mask.version } : null}
        overlay={viewer.overlay.value}
        crosshair={at && [at[0], at[1]]}
        corners={open}
        brush_mm={painting ? 2 * radius_mm() : null}
        crisp={isDrawn || viewer.zoom.value > 4}
        viewport={viewport}
        gestures={gesturesOn(sequence, scan, slice)}
      />
      <input
        type="range"
        class="slices"
        min={0}
        max={slices - 1}
        value={slice}
        disabled={slices < 2}
        aria-label={say.images.sliceOf(name)}
        aria-valuetext={`${slice + 1} / ${slices}`}
        onInput={(event) => at && lookAt(scan, [at[0], at[1], Number(event.currentTarget.value)])}
      />
      <p class="readout" id={`readout-${sequence}`}>
        {inside && voxel && world ? (
          <>
            {short(value ?? Number.NaN)}{" "}
            <span class="quiet">
              · {say.images.voxel(say.terms.parts(voxel))} · <span class="place">{`${worldText(world)}\u00a0mm`}</span>
            </span>
          </>
        ) : (
          <span class="quiet">{say.images.outside}</span>
        )}
      </p>
    </figure>
  );
}
