// What hands do on a panel, by the tool in hand. Keys do everything the pointer does.
import type { Sequence } from "../core/protocol/index.ts";
import { cursorIn, lookAt, panBy, shownSlice, step, zoomBy } from "./crosshair.ts";
import type { Vec3 } from "./drawing/grid.ts";
import { closePolygon, fillAt, growAt } from "./edit_mask.ts";
import { DRAWING_KEYS, KEYS, MOVES } from "./keys.ts";
import type { Gestures, Point } from "./panel.tsx";
import * as reading from "./state.ts";
import { drag, lift, press } from "./stroke.ts";
import { setWindow, windowIn } from "./window.ts";

/** A press that goes on: what it does, and where it was. */
let held: { kind: reading.Tool; screen: Point; dragged: boolean } | null = null;

/** Drawing is done on the drawing's own sequence; elsewhere the tools look. */
function toolFor(sequence: Sequence, event: { button: number; shiftKey: boolean }): reading.Tool {
  if (event.button === 2) return "window";
  if (event.button === 1 || event.shiftKey) return "pan";
  const isLook = ["look", "window", "pan"].includes(reading.tool.value);
  return isLook || reading.drawing.value?.sequence === sequence ? reading.tool.value : "look";
}

/** Adds a corner to the polygon, in the slice it was begun in. */
function corner(at: Point, slice: number) {
  const open = reading.corners.value?.slice === slice ? reading.corners.value.points : [];
  reading.corners.value = { slice, points: [...open, at] };
}

/** Uses a tool at one place. */
function use(kind: reading.Tool, at: Vec3) {
  if (kind === "brush" || kind === "eraser") press(at, kind === "eraser");
  if (kind === "lasso") corner([at[0], at[1]], at[2]);
  if (kind === "fill") fillAt(at);
  if (kind === "grow") growAt(at);
}

/** Moves; with Shift a brush paints along. */
function move(sequence: Sequence, scan: reading.Scan, [x, y, z]: readonly [number, number, number], paints: boolean) {
  const kind = reading.tool.value;
  const from = cursorIn(scan);
  const strokes = paints && (kind === "brush" || kind === "eraser") && reading.drawing.value?.sequence === sequence;
  if (strokes && from) press([from[0], from[1], Math.round(from[2])], kind === "eraser");
  step(scan, x, y, z);
  const to = cursorIn(scan);
  if (!strokes || !to) return;
  if (z === 0) drag([to[0], to[1], Math.round(to[2])]);
  lift();
}

function key(sequence: Sequence, scan: reading.Scan, event: KeyboardEvent) {
  const drawn = reading.drawing.value;
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

/** Shifts window and level of one image: right is wider, up is darker. */
function level(scan: reading.Scan, dx: number, dy: number) {
  const { low, high } = windowIn(scan);
  const unit = (scan.window.high - scan.window.low) / 250;
  const [width, middle] = [Math.max(unit, high - low + dx * unit), (low + high) / 2 + dy * unit];
  setWindow(scan, { low: middle - width / 2, high: middle + width / 2 });
}

/** Gestures on the panel of a sequence at the slice it shows. */
export const gesturesOn = (sequence: Sequence, scan: reading.Scan, slice: number): Gestures => ({
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
    // Corners of a line drawn by hand are a few screen pixels apart.
    if (held.kind !== "lasso" || Math.hypot(dx, dy) > 3)
      held = { ...held, screen: [event.clientX, event.clientY], dragged: true };
  },
  lift() {
    // A line drawn by hand closes itself; single corners wait for a double click or Enter.
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
