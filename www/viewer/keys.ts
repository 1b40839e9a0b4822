// Keys of the viewer: a table for each kind.
import { toLesion, zoomBy } from "./crosshair.ts";
import { PLANES } from "./drawing/section.ts";
import { again, back, closePolygon } from "./edit_mask.ts";
import * as viewer from "./state.ts";

/** Keys that work on every panel. */
export const KEYS: Record<string, () => void> = {
  1: () => (viewer.plane.value = PLANES[0] ?? "axial"),
  2: () => (viewer.plane.value = PLANES[1] ?? "axial"),
  3: () => (viewer.plane.value = PLANES[2] ?? "axial"),
  "+": () => zoomBy(1.25),
  "=": () => zoomBy(1.25),
  "-": () => zoomBy(0.8),
  0: () => zoomBy(0),
  m: () => (viewer.overlay.value = { ...viewer.overlay.value, shown: !viewer.overlay.value.shown }),
  o: () => (viewer.overlay.value = { ...viewer.overlay.value, outline: !viewer.overlay.value.outline }),
  t: toLesion,
  v: () => (viewer.tool.value = "look"),
  w: () => (viewer.tool.value = "window"),
  h: () => (viewer.tool.value = "pan"),
};

/** Keys while a mask is drawn. */
export const DRAWING_KEYS: Record<string, () => void> = {
  b: () => (viewer.tool.value = "brush"),
  e: () => (viewer.tool.value = "eraser"),
  l: () => (viewer.tool.value = "lasso"),
  f: () => (viewer.tool.value = "fill"),
  g: () => (viewer.tool.value = "grow"),
  "[": () => (viewer.brush.value = { ...viewer.brush.value, size: Math.max(1, viewer.brush.value.size - 1) }),
  "]": () => (viewer.brush.value = { ...viewer.brush.value, size: Math.min(100, viewer.brush.value.size + 1) }),
  Enter: closePolygon,
  Escape: () => (viewer.corners.value = null),
};

/** Keys that move the crosshair: columns, rows, slices. */
export const MOVES: Record<string, readonly [number, number, number]> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  PageUp: [0, 0, 1],
  PageDown: [0, 0, -1],
};

/** Undo and redo while a mask is drawn, wherever the focus is, except in text fields. */
export function undoKeys(event: KeyboardEvent): void {
  const name = event.key.toLowerCase();
  const isText = event.target instanceof HTMLInputElement && ["number", "text", "search"].includes(event.target.type);
  if (viewer.drawing.value === null) return;
  if (!(event.ctrlKey || event.metaKey) || isText || (name !== "z" && name !== "y")) return;
  (name === "y" || event.shiftKey ? again : back)();
  event.preventDefault();
}
