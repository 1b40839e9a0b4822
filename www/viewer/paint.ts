// Paints one slice on a canvas: grey values, mask, crosshair, and the polygon and brush while drawing.
import { screenOf, type Viewport } from "./drawing/viewport.ts";

/** Colours of labels that the colour-blind can distinguish (Okabe & Ito 2008), in the order of saved segmentations. */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];

const colourOf = (label: number) => COLOURS[Math.max(0, label - 1) % COLOURS.length] ?? [230, 159, 0];
export const colourText = (label: number) => `rgb(${colourOf(label).join(" ")})`;

/** An off-screen canvas with these pixels. */
export function pixelCanvas(image: ImageData): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/** Labels of a slice as coloured pixels. */
export function colouredCanvas(labels: Int32Array, width: number, height: number): HTMLCanvasElement {
  const image = new ImageData(width, height);
  labels.forEach((label, pixel) => label !== 0 && image.data.set([...colourOf(label), 255], 4 * pixel));
  return pixelCanvas(image);
}

export interface Layers {
  grey: HTMLCanvasElement;
  mask?:
    | { fill: HTMLCanvasElement; opacity: number; outlines: readonly { label: number; edges: readonly number[] }[] }
    | undefined;
  crosshair: readonly [number, number] | null;
  /** Corners of a polygon being drawn. */
  corners: readonly (readonly [number, number])[];
  /** Circle of the brush: centre and radii in screen pixels. */
  ring: { at: readonly [number, number]; radius: number } | null;
  /** Voxels are shown as squares, not smoothed. */
  crisp: boolean;
}

type Pen = CanvasRenderingContext2D;

function line(pen: Pen, points: readonly (readonly [number, number])[]) {
  pen.beginPath();
  points.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  pen.stroke();
}

/** A line that is visible on dark and on light pixels. */
function twice(pen: Pen, colour: string, width: number, stroke: () => void) {
  for (const [style, wide] of [
    ["rgb(0 0 0 / 65%)", width + 1.5],
    [colour, width],
  ] as const) {
    pen.strokeStyle = style;
    pen.lineWidth = wide;
    stroke();
  }
}

function paintMask(
  pen: Pen,
  view: Viewport,
  mask: NonNullable<Layers["mask"]>,
  place: readonly [number, number, number, number],
) {
  pen.imageSmoothingEnabled = false;
  pen.globalAlpha = mask.opacity;
  pen.drawImage(mask.fill, ...place);
  pen.globalAlpha = 1;
  for (const { label, edges } of mask.outlines) {
    pen.strokeStyle = colourText(label);
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (let at = 0; at < edges.length; at += 4) {
      // Corners of pixels are half a pixel before their centres.
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = edges.slice(at, at + 4);
      pen.moveTo(...screenOf(view, x0 - 0.5, y0 - 0.5));
      pen.lineTo(...screenOf(view, x1 - 0.5, y1 - 0.5));
    }
    pen.stroke();
  }
}

function paintCrosshair(pen: Pen, view: Viewport, [x, y]: readonly [number, number]) {
  const [at, gap] = [screenOf(view, x, y), 7];
  pen.lineWidth = 1;
  pen.strokeStyle = "rgb(120 220 255 / 85%)";
  line(pen, [
    [0, at[1]],
    [at[0] - gap, at[1]],
  ]);
  line(pen, [
    [at[0] + gap, at[1]],
    [view.width, at[1]],
  ]);
  line(pen, [
    [at[0], 0],
    [at[0], at[1] - gap],
  ]);
  line(pen, [
    [at[0], at[1] + gap],
    [at[0], view.height],
  ]);
}

/** Paints all layers; `ratio`: device pixels per CSS pixel. */
export function paint(canvas: HTMLCanvasElement, view: Viewport, layers: Layers, ratio: number): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  canvas.width = Math.round(view.width * ratio);
  canvas.height = Math.round(view.height * ratio);
  pen.scale(ratio, ratio);
  pen.fillStyle = "#000";
  pen.fillRect(0, 0, view.width, view.height);
  const [left, top] = screenOf(view, -0.5, -0.5);
  const place = [left, top, layers.grey.width * view.stepX, layers.grey.height * view.stepY] as const;
  pen.imageSmoothingEnabled = !layers.crisp;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(layers.grey, ...place);
  if (layers.mask) paintMask(pen, view, layers.mask, place);
  if (layers.crosshair) paintCrosshair(pen, view, layers.crosshair);
  const corners = layers.corners.map(([x, y]) => screenOf(view, x, y));
  if (corners.length > 0) twice(pen, "#fff", 1.5, () => line(pen, corners));
  for (const [x, y] of corners.length < 40 ? corners : [])
    twice(pen, "#fff", 1.5, () =>
      line(pen, [
        [x - 2, y],
        [x + 2, y],
      ]),
    );
  const { ring } = layers;
  if (ring) {
    twice(pen, "#fff", 1, () => {
      pen.beginPath();
      pen.arc(...ring.at, ring.radius, 0, 2 * Math.PI);
      pen.stroke();
    });
  }
}
