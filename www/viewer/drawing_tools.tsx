// The tools of drawing, their settings, and undo and redo.
import { say } from "../language/index.ts";
import { again, back, between, eraseAll } from "./edit_mask.ts";
import * as viewer from "./state.ts";
import { ToolButton } from "./tool_icon.tsx";
import { ToolSettings } from "./tool_settings.tsx";

const DRAWING: readonly [Exclude<viewer.Tool, "look" | "window" | "pan">, string][] = [
  ["brush", "B"],
  ["eraser", "E"],
  ["lasso", "L"],
  ["fill", "F"],
  ["grow", "G"],
];

export function Tools() {
  const now = viewer.tool.value;
  const drawn = viewer.drawing.value;
  const { past = [], future = [] } = drawn?.history ?? {};
  return (
    <>
      <div class="group" role="group" aria-label={say.drawing.tool}>
        {DRAWING.map(([tool, keys]) => (
          <ToolButton
            key={tool}
            icon={tool}
            name={say.drawing.tools[tool]}
            keys={keys}
            pressed={now === tool}
            onClick={() => (viewer.tool.value = tool)}
          />
        ))}
      </div>
      <ToolSettings />
      <div class="group" role="group" aria-label={say.drawing.steps}>
        <ToolButton icon="between" name={say.drawing.between} onClick={between} />
        <ToolButton
          icon="undo"
          name={say.drawing.undo}
          keys="Ctrl+Z"
          disabled={past.length === 0 && !drawn?.from}
          onClick={back}
        />
        <ToolButton
          icon="redo"
          name={say.drawing.redo}
          keys="Ctrl+Y"
          disabled={future.length === 0 && !drawn?.to}
          onClick={again}
        />
        <ToolButton
          icon="trash"
          name={say.drawing.eraseAll}
          disabled={!viewer.drawing.value?.count}
          onClick={eraseAll}
        />
      </div>
    </>
  );
}
