// What a printed slice needs to be read: the sides of the body at its edges, and a bar of a known length.
import type { edgeLetters } from "../viewer/drawing/section.ts";

/** Lengths a bar may have, mm. */
const LENGTHS = [5, 10, 20, 50, 100, 200];
const [MARGIN, SHARE] = [14, 0.35];
const FONT = ["bold", "22px", "sans-serif"].join(" ");

/** The longest bar that takes no more than its share of the picture, mm. */
export function barLength(width: number, pixels_per_mm: number): number {
  const most = (SHARE * width) / pixels_per_mm;
  return LENGTHS.filter((length) => length <= most).at(-1) ?? LENGTHS[0] ?? 5;
}

/** White on black edges: to be read on any grey. */
function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  pen.lineWidth = 5;
  pen.strokeStyle = "#000";
  pen.strokeText(text, x, y);
  pen.fillStyle = "#fff";
  pen.fillText(text, x, y);
}

/** Draws the letters of the sides (R, L, A, P, S, I) and the bar into a picture of so many pixels a millimetre. */
export function annotate(
  canvas: HTMLCanvasElement,
  edges: ReturnType<typeof edgeLetters>,
  pixels_per_mm: number,
): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const { width, height } = canvas;
  pen.font = FONT;
  pen.lineJoin = "round";
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  write(pen, edges.left, MARGIN, height / 2);
  pen.textAlign = "right";
  write(pen, edges.right, width - MARGIN, height / 2);
  pen.textAlign = "center";
  write(pen, edges.top, width / 2, MARGIN + 8);
  write(pen, edges.bottom, width / 2, height - MARGIN - 8);
  const length = barLength(width, pixels_per_mm);
  const [left, bottom] = [MARGIN, height - MARGIN];
  pen.fillStyle = "#000";
  pen.fillRect(left - 2, bottom - 6, length * pixels_per_mm + 4, 8);
  pen.fillStyle = "#fff";
  pen.fillRect(left, bottom - 4, length * pixels_per_mm, 4);
  pen.textAlign = "left";
  write(pen, `${length} mm`, left, bottom - 20);
}
