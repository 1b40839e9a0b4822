// The drawing bar: tools and their settings, undo and redo, volume, saving the mask, using it for the case. Nothing of it grows during a
// stroke: the image below would move away from under the pointer.
import { useState } from "preact/hooks";
import type { Sequence } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { run } from "../core/store.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { focusSoon } from "../ui/focus.ts";
import { Icon } from "../ui/icons.tsx";
import { scanOf } from "./crosshair.ts";
import { millilitres } from "./drawing/grid.ts";
import { Tools } from "./drawing_tools.tsx";
import { closePolygon, draw } from "./edit_mask.ts";
import { leaveDrawing } from "./load_voxels.ts";
import * as viewer from "./state.ts";
import { saveMask, takeMask } from "./take_mask.ts";

/** Chooses the sequence to draw on; the mask is resampled to its grid. */
function On({ sequence }: { sequence: Sequence }) {
  return (
    <label class="inline">
      {say.drawing.on}
      <select
        data-test="drawn-sequence"
        value={sequence}
        onChange={(event) => void draw(event.currentTarget.value as Sequence)}
      >
        {SEQUENCES.filter(scanOf).map((name) => (
          <option key={name} value={name}>
            {roleName(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Leaves the drawing; has to be confirmed where work would be lost. */
function Discard({ changed }: { changed: boolean }) {
  const [asked, setAsked] = useState(false);
  const press = () => {
    if (changed && !asked) return setAsked(true);
    leaveDrawing();
    focusSoon(".draw", "#viewer-title");
  };
  return (
    <button type="button" class="button leave" onClick={press} onBlur={() => setAsked(false)}>
      {!changed ? say.drawing.close : asked ? say.drawing.discardAsked : say.drawing.discard}
    </button>
  );
}

export function Drawbar() {
  const drawn = viewer.drawing.value;
  if (!drawn) return null;
  const volume = millilitres(drawn.grid, drawn.count);
  const isLocked = drawn.count === 0 || run.value.phase === "busy";
  return (
    <div class="drawing" data-test="drawing">
      <div class="viewer-bar" role="toolbar" aria-label={say.drawing.title}>
        <On sequence={drawn.sequence} />
        <Tools />
        {viewer.tool.value === "lasso" && (
          <button
            type="button"
            class="button"
            disabled={(viewer.corners.value?.points.length ?? 0) < 3}
            onClick={closePolygon}
          >
            {say.drawing.closeOutline}
          </button>
        )}
      </div>
      <div class="viewer-bar">
        <div class="drawn-so-far">
          <p class="volume">
            <data value={volume} data-test="volume">
              {`${volume.toFixed(volume < 10 ? 2 : 1)}\u00a0mL`}
            </data>{" "}
            <span class="quiet" data-test="voxels">
              {say.drawing.voxels(drawn.count)}
            </span>
          </p>
          <p class="quiet" role="status">
            {viewer.note.value?.() ?? (drawn.changed ? say.drawing.notInUse : "")}
          </p>
        </div>
        <button type="button" class="button" disabled={drawn.count === 0} onClick={() => void saveMask("nii.gz")}>
          <Icon name="download" /> {say.drawing.saveNifti}
        </button>
        <button type="button" class="button" disabled={drawn.count === 0} onClick={() => void saveMask("seg.nrrd")}>
          <Icon name="download" /> {say.drawing.saveSlicer}
        </button>
        <Discard changed={drawn.changed} />
        <button type="button" class="button strong" disabled={isLocked} onClick={() => void takeMask()}>
          <Icon name="check" /> {say.drawing.use}
        </button>
      </div>
    </div>
  );
}
