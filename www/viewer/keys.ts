// What keys do in the reading room, one table for each place they count.
import { toLesion, zoomBy } from "./crosshair.ts";
import { PLANES } from "./drawing/section.ts";
import { again, back, closePolygon } from "./edit_mask.ts";
import * as reading from "./state.ts";

/** Plain keys that change something everywhere. */
export const KEYS: Record<string, () => void> = {
  1: () => (reading.plane.value = PLANES[0] ?? "axial"),
  2: () => (reading.plane.value = PLANES[1] ?? "axial"),
  3: () => (reading.plane.value = PLANES[2] ?? "axial"),
  "+": () => zoomBy(1.25),
  "=": () => zoomBy(1.25),
  "-": () => zoomBy(0.8),
  0: () => zoomBy(0),
  m: () => (reading.overlay.value = { ...reading.overlay.value, shown: !reading.overlay.value.shown }),
  o: () => (reading.overlay.value = { ...reading.overlay.value, outline: !reading.overlay.value.outline }),
  t: toLesion,
  v: () => (reading.tool.value = "look"),
  w: () => (reading.tool.value = "window"),
  h: () => (reading.tool.value = "pan"),
};

/** Keys of drawing. */
export const DRAWING_KEYS: Record<string, () => void> = {
  b: () => (reading.tool.value = "brush"),
  e: () => (reading.tool.value = "eraser"),
  l: () => (reading.tool.value = "lasso"),
  f: () => (reading.tool.value = "fill"),
  g: () => (reading.tool.value = "grow"),
  "[": () => (reading.brush.value = { ...reading.brush.value, size: Math.max(1, reading.brush.value.size - 1) }),
  "]": () => (reading.brush.value = { ...reading.brush.value, size: Math.min(100, reading.brush.value.size + 1) }),
  Enter: closePolygon,
  Escape: () => (reading.corners.value = null),
};

/** Columns, rows and slices. */
export const MOVES: Record<string, readonly [number, number, number]> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};

/** Undo and redo while a mask is drawn, wherever the keys are pressed; fields of text have their own. */
export function undoKeys(event: KeyboardEvent): void {
  const name = event.key.toLowerCase();
  const isText = event.target instanceof HTMLInputElement && ["number", "text", "search"].includes(event.target.type);
  if (reading.drawing.value === null) return;
  if (!(event.ctrlKey || event.metaKey) || isText || (name !== "z" && name !== "y")) return;
  (name === "y" || event.shiftKey ? again : back)();
  event.preventDefault();
}
