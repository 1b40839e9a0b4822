// How the images are looked at: plane, window, zoom, mask, side.
import { toLesion, zoomBy } from "../actions/look.ts";
import { type Preset, preset } from "../actions/window.ts";
import { PLANES } from "../lib/drawing/section.ts";
import * as reading from "../state/reading.ts";
import { ToolButton } from "../widgets/viewer/toolicon.tsx";

const title = (text: string) => text[0]?.toUpperCase() + text.slice(1);

const PRESETS: readonly [Preset, string][] = [
  ["auto", "Automatic"],
  ["full", "Full range"],
  ["bright", "Bright tissue"],
  ["lesion", "Lesion"],
];

function Mask() {
  const { shown, opacity, outline } = reading.overlay.value;
  const change = (part: Partial<typeof reading.overlay.value>) => (reading.overlay.value = { ...reading.overlay.value, ...part });
  return (
    <div class="group" role="group" aria-label="Mask over the images">
      <ToolButton icon="eye" name="Show the mask" keys="M" pressed={shown} onClick={() => change({ shown: !shown })} />
      <label class="inline">
        Opacity
        <input type="range" min={0} max={1} step={0.05} value={opacity} disabled={!shown} onInput={(event) => change({ opacity: Number(event.currentTarget.value) })} />
      </label>
      <label class="inline">
        <input type="checkbox" checked={outline} disabled={!shown} onChange={() => change({ outline: !outline })} /> Outline
      </label>
    </div>
  );
}

export function Viewbar({ hasMask }: { hasMask: boolean }) {
  const { tool, plane, zoom, radiological } = reading;
  return (
    <div class="viewer-bar" role="toolbar" aria-label="Looking">
      <div class="segments" role="group" aria-label="Plane">
        {PLANES.map((name) => (
          <button key={name} type="button" aria-pressed={plane.value === name} onClick={() => (plane.value = name)}>{title(name)}</button>
        ))}
      </div>
      <div class="group" role="group" aria-label="Pointer">
        <ToolButton icon="look" name="Crosshair" keys="V" pressed={tool.value === "look"} onClick={() => (tool.value = "look")} />
        <ToolButton icon="window" name="Window and level" keys="W" pressed={tool.value === "window"} onClick={() => (tool.value = "window")} />
        <ToolButton icon="pan" name="Move the images" keys="H" pressed={tool.value === "pan"} onClick={() => (tool.value = "pan")} />
      </div>
      <div class="group" role="group" aria-label="Zoom">
        <ToolButton icon="minus" name="Zoom out" keys="−" disabled={zoom.value <= 1} onClick={() => zoomBy(0.8)} />
        <ToolButton icon="plus" name="Zoom in" keys="+" onClick={() => zoomBy(1.25)} />
      </div>
      <label class="inline">
        Window
        <select onChange={(event) => preset(event.currentTarget.value as Preset)}>
          {PRESETS.filter(([name]) => name !== "lesion" || hasMask).map(([name, text]) => (
            <option key={name} value={name}>{text}</option>
          ))}
        </select>
      </label>
      <label class="inline">
        Sides
        <select value={radiological.value ? "right" : "left"} onChange={(event) => (radiological.value = event.currentTarget.value === "right")}>
          <option value="right">Radiological: left is right</option>
          <option value="left">Neurological: left is left</option>
        </select>
      </label>
      {hasMask && <Mask />}
      {hasMask && <ToolButton icon="target" name="Go to the lesion" keys="T" onClick={toLesion} />}
    </div>
  );
}
