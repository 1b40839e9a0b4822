// Settings of the chosen drawing tool.
import { say } from "../language/index.ts";
import { scanOf } from "./crosshair.ts";
import * as viewer from "./state.ts";
import { windowIn } from "./window.ts";

interface Amount {
  label: string;
  value: number;
  min?: number;
  max?: number;
  unit?: string;
  onChange: (value: number) => void;
}

/** A number field; text that is no number is ignored. */
function Amount({ label, value, min, max, unit, onChange }: Amount) {
  const change = (text: string) => {
    const number = Number(text);
    if (text.trim() !== "" && Number.isFinite(number))
      onChange(Math.min(max ?? Infinity, Math.max(min ?? -Infinity, number)));
  };
  return (
    <label class="inline">
      {label}
      <input
        type="number"
        class="amount"
        value={Number(value.toPrecision(4))}
        min={min}
        max={max}
        onInput={(event) => change(event.currentTarget.value)}
      />
      {unit}
    </label>
  );
}

const set = (part: Partial<typeof viewer.brush.value>) => (viewer.brush.value = { ...viewer.brush.value, ...part });

/** The limits start as the upper half of the window. */
function limit(limited: boolean) {
  const { low, high } = viewer.brush.value;
  const drawn = viewer.drawing.value;
  const scan = drawn && scanOf(drawn.sequence);
  if (!limited || low !== high || !drawn || !scan) return set({ limited });
  const shown = windowIn(scan);
  set({ limited, low: Math.round((shown.low + shown.high) / 2), high: Math.round(shown.high) });
}

function BrushSettings({ erases }: { erases: boolean }) {
  const { size, unit, ball, limited, low, high } = viewer.brush.value;
  return (
    <>
      <Amount label={say.drawing.size} value={size} min={1} max={100} onChange={(size) => set({ size })} />
      <select
        aria-label={say.drawing.sizeUnit}
        value={unit}
        onChange={(event) => set({ unit: event.currentTarget.value as "mm" | "voxels" })}
      >
        <option value="mm">mm</option>
        <option value="voxels">{say.drawing.unitVoxels}</option>
      </select>
      <label class="inline" title={say.drawing.ballWhat}>
        <input type="checkbox" checked={ball} onChange={() => set({ ball: !ball })} /> {say.drawing.ball}
      </label>
      {!erases && (
        <label class="inline" title={say.drawing.limitedWhat}>
          <input type="checkbox" checked={limited} onChange={() => limit(!limited)} /> {say.drawing.limited}
        </label>
      )}
      {!erases && limited && (
        <>
          <Amount label={say.drawing.from} value={low} onChange={(low) => set({ low })} />
          <Amount label={say.drawing.to} value={high} onChange={(high) => set({ high })} />
        </>
      )}
    </>
  );
}

function GrowthSettings() {
  const { tolerance, reach_mm, flat } = viewer.growth.value;
  const change = (part: Partial<typeof viewer.growth.value>) =>
    (viewer.growth.value = { ...viewer.growth.value, ...part });
  return (
    <>
      <Amount
        label={say.drawing.within}
        value={tolerance}
        min={0}
        max={100}
        unit={say.drawing.ofWindow}
        onChange={(tolerance) => change({ tolerance })}
      />
      <Amount
        label={say.drawing.atMost}
        value={reach_mm}
        min={1}
        max={200}
        unit={say.drawing.away}
        onChange={(reach_mm) => change({ reach_mm })}
      />
      <label class="inline">
        <input type="checkbox" checked={flat} onChange={() => change({ flat: !flat })} /> {say.drawing.flat}
      </label>
    </>
  );
}

export function ToolSettings() {
  const tool = viewer.tool.value;
  return (
    <div class="group settings">
      {(tool === "brush" || tool === "eraser") && <BrushSettings erases={tool === "eraser"} />}
      {tool === "grow" && <GrowthSettings />}
      {tool === "lasso" && <span class="quiet">{say.drawing.lassoHow}</span>}
      {tool === "fill" && <span class="quiet">{say.drawing.fillHow}</span>}
    </div>
  );
}
