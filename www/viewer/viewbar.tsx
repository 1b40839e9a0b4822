// The bar of viewing: plane, window, zoom, mask, radiological convention.
import { say } from "../language/index.ts";
import { toLesion, zoomBy } from "./crosshair.ts";
import { PLANES } from "./drawing/section.ts";
import * as viewer from "./state.ts";
import { ToolButton } from "./tool_icon.tsx";
import { preset } from "./window.ts";

const PRESETS: readonly viewer.Preset[] = ["auto", "full", "bright", "lesion"];

function Mask() {
  const { shown, opacity, outline } = viewer.overlay.value;
  const change = (part: Partial<typeof viewer.overlay.value>) =>
    (viewer.overlay.value = { ...viewer.overlay.value, ...part });
  return (
    <div class="group" role="group" aria-label={say.images.maskOver}>
      <ToolButton
        icon="eye"
        name={say.images.showMask}
        keys="M"
        pressed={shown}
        onClick={() => change({ shown: !shown })}
      />
      <label class="inline">
        {say.images.opacity}
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={opacity}
          disabled={!shown}
          onInput={(event) => change({ opacity: Number(event.currentTarget.value) })}
        />
      </label>
      <label class="inline">
        <input type="checkbox" checked={outline} disabled={!shown} onChange={() => change({ outline: !outline })} />{" "}
        {say.images.outline}
      </label>
    </div>
  );
}

export function Viewbar({ hasMask }: { hasMask: boolean }) {
  const { tool, plane, zoom, radiological } = viewer;
  return (
    <div class="viewer-bar" role="toolbar" aria-label={say.images.looking}>
      <div class="segments" role="group" aria-label={say.images.plane}>
        {PLANES.map((name) => (
          <button key={name} type="button" aria-pressed={plane.value === name} onClick={() => (plane.value = name)}>
            {say.images.planes[name]}
          </button>
        ))}
      </div>
      <div class="group" role="group" aria-label={say.images.pointer}>
        <ToolButton
          icon="look"
          name={say.images.crosshair}
          keys="V"
          pressed={tool.value === "look"}
          onClick={() => (tool.value = "look")}
        />
        <ToolButton
          icon="window"
          name={say.images.windowLevel}
          keys="W"
          pressed={tool.value === "window"}
          onClick={() => (tool.value = "window")}
        />
        <ToolButton
          icon="pan"
          name={say.images.pan}
          keys="H"
          pressed={tool.value === "pan"}
          onClick={() => (tool.value = "pan")}
        />
      </div>
      <div class="group" role="group" aria-label={say.images.zoom}>
        <ToolButton
          icon="minus"
          name={say.images.zoomOut}
          keys="−"
          disabled={zoom.value <= 1}
          onClick={() => zoomBy(0.8)}
        />
        <ToolButton icon="plus" name={say.images.zoomIn} keys="+" onClick={() => zoomBy(1.25)} />
      </div>
      <label class="inline">
        {say.images.window}
        <select value={viewer.preset.value} onChange={(event) => preset(event.currentTarget.value as viewer.Preset)}>
          {viewer.preset.value === "hand" && <option value="hand">{say.images.presets.hand}</option>}
          {PRESETS.filter((name) => name !== "lesion" || hasMask).map((name) => (
            <option key={name} value={name}>
              {say.images.presets[name]}
            </option>
          ))}
        </select>
      </label>
      <label class="inline">
        {say.images.sides}
        <select
          value={radiological.value ? "right" : "left"}
          onChange={(event) => (radiological.value = event.currentTarget.value === "right")}
        >
          <option value="right">{say.images.radiological}</option>
          <option value="left">{say.images.neurological}</option>
        </select>
      </label>
      {hasMask && <Mask />}
      {hasMask && <ToolButton icon="target" name={say.images.toLesion} keys="T" onClick={toLesion} />}
    </div>
  );
}
