// Drawing: tools and their settings, taking back, volume, saving, and making the mask the case's.
import { useState } from "preact/hooks";
import { again, back, between, closePolygon, draw, eraseAll } from "../actions/drawing.ts";
import { scanOf } from "../actions/look.ts";
import { saveMask, takeMask } from "../actions/masks.ts";
import { leaveDrawing } from "../actions/reading.ts";
import { SEQUENCES, roleName } from "../lib/assign.ts";
import { millilitres } from "../lib/drawing/grid.ts";
import type { Sequence } from "../protocol.ts";
import { run } from "../state.ts";
import * as reading from "../state/reading.ts";
import { Icon } from "../widgets/icons.tsx";
import { ToolButton } from "../widgets/viewer/toolicon.tsx";
import { ToolSettings } from "./toolsettings.tsx";

const DRAWING: readonly [Exclude<reading.Tool, "look" | "window" | "pan">, string, string][] = [
  ["brush", "Brush", "B"],
  ["eraser", "Eraser", "E"],
  ["lasso", "Outline", "L"],
  ["fill", "Fill a gap", "F"],
  ["grow", "Grow from a point", "G"],
];

function Tools() {
  const now = reading.tool.value;
  const { past = [], future = [] } = reading.drawing.value?.history ?? {};
  return (
    <>
      <div class="group" role="group" aria-label="Tool">
        {DRAWING.map(([tool, name, keys]) => (
          <ToolButton key={tool} icon={tool} name={name} keys={keys} pressed={now === tool} onClick={() => (reading.tool.value = tool)} />
        ))}
      </div>
      <ToolSettings />
      <div class="group" role="group" aria-label="Steps">
        <ToolButton icon="between" name="Fill slices between drawn ones" onClick={between} />
        <ToolButton icon="undo" name="Undo" keys="Ctrl+Z" disabled={past.length === 0} onClick={back} />
        <ToolButton icon="redo" name="Redo" keys="Ctrl+Y" disabled={future.length === 0} onClick={again} />
        <ToolButton icon="trash" name="Erase all" disabled={!reading.drawing.value?.count} onClick={eraseAll} />
      </div>
    </>
  );
}

/** The sequence drawn on; changing it carries the mask over. */
function On({ sequence }: { sequence: Sequence }) {
  return (
    <label class="inline">
      On
      <select data-test="on" value={sequence} onChange={(event) => draw(event.currentTarget.value as Sequence)}>
        {SEQUENCES.filter(scanOf).map((name) => (
          <option key={name} value={name}>{roleName(name)}</option>
        ))}
      </select>
    </label>
  );
}

/** Leaves the drawing; asks once more where work would be lost. */
function Discard({ changed }: { changed: boolean }) {
  const [asked, setAsked] = useState(false);
  const press = () => (changed && !asked ? setAsked(true) : leaveDrawing());
  return (
    <button type="button" class="button" onClick={press} onBlur={() => setAsked(false)}>
      {!changed ? "Close" : asked ? "Discard what was drawn?" : "Discard"}
    </button>
  );
}

export function Drawbar() {
  const drawn = reading.drawing.value;
  if (!drawn) return null;
  const volume = millilitres(drawn.grid, drawn.count);
  return (
    <div class="drawing" data-test="drawing">
      <div class="viewer-bar" role="toolbar" aria-label="Drawing">
        <On sequence={drawn.sequence} />
        <Tools />
        {reading.corners.value && (
          <button type="button" class="button" disabled={reading.corners.value.points.length < 3} onClick={closePolygon}>Close outline</button>
        )}
      </div>
      <div class="viewer-bar">
        <p class="volume">
          <data value={volume} data-test="volume">{volume.toFixed(volume < 10 ? 2 : 1)} mL</data>{" "}
          <span class="quiet" data-test="voxels">{drawn.count.toLocaleString("en-GB")} voxels</span>
        </p>
        <p class="quiet grows" role="status">{reading.said.value || (drawn.changed ? "Not in use yet." : "")}</p>
        <button type="button" class="button" disabled={drawn.count === 0} onClick={() => void saveMask("nii.gz")}>
          <Icon name="download" /> NIfTI
        </button>
        <button type="button" class="button" disabled={drawn.count === 0} onClick={() => void saveMask("seg.nrrd")}>
          <Icon name="download" /> Slicer (.seg.nrrd)
        </button>
        <Discard changed={drawn.changed} />
        <button type="button" class="button strong" disabled={drawn.count === 0 || run.value.phase === "busy"} onClick={() => void takeMask()}>
          <Icon name="check" /> Use this mask
        </button>
      </div>
    </div>
  );
}
