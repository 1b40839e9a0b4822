// Pointer gestures on a panel, by the chosen tool. Everything can be done with keys too (keys.ts).
import type { Sequence } from "../core/protocol/index.ts";
import { cursorIn, lookAt, panBy, shownSlice, step, zoomBy } from "./crosshair.ts";
import type { Vec3 } from "./drawing/grid.ts";
import { closePolygon, fillAt, growAt } from "./edit_mask.ts";
import { DRAWING_KEYS, KEYS, MOVES } from "./keys.ts";
import type { Gestures, Point } from "./panel.tsx";
import * as viewer from "./state.ts";
import { drag, lift, press } from "./stroke.ts";
import { setWindow, windowIn } from "./window.ts";

/** The drag in progress: what it does, and its last position. */
let held: { kind: viewer.Tool; screen: Point; dragged: boolean } | null = null;

/**
 * The tool on a sequence: drawing tools work only on the sequence being drawn on, elsewhere they move the crosshair.
 */
function toolFor(sequence: Sequence, event: { button: number; shiftKey: boolean }): viewer.Tool {
  if (event.button === 2) return "window";
  if (event.button === 1 || event.shiftKey) return "pan";
  const isLook = ["look", "window", "pan"].includes(viewer.tool.value);
  return isLook || viewer.drawing.value?.sequence === sequence ? viewer.tool.value : "look";
}

/** Adds a corner to the polygon, only in the slice where it was started. */
function corner(at: Point, slice: number) {
  const open = viewer.corners.value?.slice === slice ? viewer.corners.value.points : [];
  viewer.corners.value = { slice, points: [...open, at] };
}

/** Uses a tool at one place. */
function use(kind: viewer.Tool, at: Vec3) {
  if (kind === "brush" || kind === "eraser") press(at, kind === "eraser");
  if (kind === "lasso") corner([at[0], at[1]], at[2]);
  if (kind === "fill") fillAt(at);
  if (kind === "grow") growAt(at);
}

/** Moves the crosshair by keys; with Shift, the brush paints on the way. */
function move(sequence: Sequence, scan: viewer.Scan, [x, y, z]: readonly [number, number, number], paints: boolean) {
  const kind = viewer.tool.value;
  const from = cursorIn(scan);
  const strokes = paints && (kind === "brush" || kind === "eraser") && viewer.drawing.value?.sequence === sequence;
  if (strokes && from) press([from[0], from[1], Math.round(from[2])], kind === "eraser");
  step(scan, x, y, z);
  const to = cursorIn(scan);
  if (!strokes || !to) return;
  if (z === 0) drag([to[0], to[1], Math.round(to[2])]);
  lift();
}

function key(sequence: Sequence, scan: viewer.Scan, event: KeyboardEvent) {
  const drawn = viewer.drawing.value;
  const steps = MOVES[event.key];
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const known = plain ? (KEYS[event.key] ?? (drawn ? DRAWING_KEYS[event.key] : undefined)) : undefined;
  if (steps && plain) move(sequence, scan, steps, event.shiftKey);
  else if (event.key === " " && plain) {
    const at = cursorIn(scan);
    if (at) use(toolFor(sequence, { button: 0, shiftKey: false }), [at[0], at[1], shownSlice(scan, at)]);
    lift();
  } else if (known) known();
  else return;
  event.preventDefault();
}

/** Changes window and level of one image: to the right is wider, up is darker. */
function level(scan: viewer.Scan, dx: number, dy: number) {
  const { low, high } = windowIn(scan);
  const unit = (scan.window.high - scan.window.low) / 250;
  const [width, middle] = [Math.max(unit, high - low + dx * unit), (low + high) / 2 + dy * unit];
  setWindow(scan, { low: middle - width / 2, high: middle + width / 2 });
}

/** Gestures on the panel of a sequence at the slice it shows. */
export const gesturesOn = (sequence: Sequence, scan: viewer.Scan, slice: number): Gestures => ({
  press(at, event) {
    const kind = toolFor(sequence, event);
    held = { kind, screen: [event.clientX, event.clientY], dragged: false };
    if (kind === "look") lookAt(scan, [...at, slice]);
    else use(kind, [...at, slice]);
  },
  move(at, event, moved) {
    if (!held) return;
    const [dx, dy] = [event.clientX - held.screen[0], event.clientY - held.screen[1]];
    if (held.kind === "look") lookAt(scan, [...at, slice]);
    if (held.kind === "brush" || held.kind === "eraser") drag([...at, slice]);
    if (held.kind === "lasso" && Math.hypot(dx, dy) > 3) corner(at, slice);
    if (held.kind === "window") level(scan, dx, dy);
    if (held.kind === "pan") panBy(scan, -moved[0], -moved[1]);
    // A freehand line gets a corner every few screen pixels.
    if (held.kind !== "lasso" || Math.hypot(dx, dy) > 3)
      held = { ...held, screen: [event.clientX, event.clientY], dragged: true };
  },
  lift() {
    // A freehand line closes on release; single corners are closed by a double click or Enter.
    if (held?.kind === "lasso" && held.dragged) closePolygon();
    lift();
    held = null;
  },
  twice: closePolygon,
  wheel(event) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15);
    else step(scan, 0, 0, event.deltaY < 0 ? 1 : -1);
  },
  key: (event) => key(sequence, scan, event),
});
