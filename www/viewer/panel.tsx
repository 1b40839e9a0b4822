// The canvas of a slice, which takes pointer, wheel and keys.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Carried } from "../core/protocol/voxels.ts";
import { useSize } from "../ui/use_size.ts";
import type { Grid } from "./drawing/grid.ts";
import { edgeLetters, type Section } from "./drawing/section.ts";
import { greySlice, labelSlice, outline, type Window } from "./drawing/slice.ts";
import { pixelAt, screenOf, type Viewport } from "./drawing/viewport.ts";
import { colouredCanvas, type Layers, paint, pixelCanvas } from "./paint.ts";

export type Point = readonly [number, number];

/** Handlers of gestures; points are pixel positions of the slice. */
export interface Gestures {
  press(at: Point, event: PointerEvent): void;
  /** `moved`: pixels of the slice since the last event. */
  move(at: Point, event: PointerEvent, moved: Point): void;
  lift(event: PointerEvent): void;
  twice(): void;
  wheel(event: WheelEvent): void;
  key(event: KeyboardEvent): void;
}

export interface Props {
  /** Of the canvas. */
  id: string;
  /** Name for screen readers. */
  label: string;
  describedBy: string;
  values: Float32Array;
  grid: Grid;
  section: Section;
  slice: number;
  window: Window;
  /** The labels on this image; `version` changes when they are drawn on. */
  mask: { carried: Carried; version: number } | null;
  overlay: { shown: boolean; opacity: number; outline: boolean };
  crosshair: Point | null;
  corners: readonly Point[];
  /** Diameter of the brush, mm; where a brush is chosen. */
  brush_mm: number | null;
  crisp: boolean;
  viewport: (size: readonly [number, number]) => Viewport;
  gestures: Gestures;
}

const keyOf = ({ across, down, flipAcross, flipDown }: Section) => `${across}${down}${flipAcross}${flipDown}`;

/** Pixels of the mask on this slice; computed only when slice or mask change. */
function useMask({ mask, overlay, grid, section, slice }: Props): Layers["mask"] {
  const [width, height] = [grid.size[section.across], grid.size[section.down]];
  const made = useMemo(() => {
    if (!mask || !overlay.shown) return undefined;
    const found = labelSlice(mask.carried, grid, section, slice);
    const labels = [...new Set(found)].filter((label) => label !== 0);
    if (labels.length === 0) return undefined;
    const outlines = labels.map((label) => ({ label, edges: outline(found, width, height, label) }));
    return { fill: colouredCanvas(found, width, height), outlines };
  }, [mask?.carried.voxels, mask?.version, overlay.shown, grid, keyOf(section), slice]);
  return made && { fill: made.fill, opacity: overlay.opacity, outlines: overlay.outline ? made.outlines : [] };
}

function Edges({ section, grid }: { section: Section; grid: Grid }) {
  const edges = edgeLetters(section, grid);
  return (
    <>
      {(["left", "right", "top", "bottom"] as const).map((side) => (
        <span key={side} class={`edge at-${side}`} data-edge={side}>
          {edges[side]}
        </span>
      ))}
    </>
  );
}

export function Panel(props: Props) {
  const {
    values,
    grid,
    section,
    slice,
    window: { low, high },
    gestures,
  } = props;
  const { ref, size } = useSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<Point | null>(null);
  const last = useRef<Point | null>(null);
  const view = props.viewport(size);
  const grey = useMemo(
    () => pixelCanvas(greySlice(values, grid, section, slice, { low, high })),
    [values, keyOf(section), slice, low, high],
  );
  const mask = useMask(props);
  const at = props.brush_mm !== null ? (hover ?? props.crosshair) : null;
  const radius = ((props.brush_mm ?? 0) / 2 / grid.spacing_mm[section.across]) * view.stepX;
  // In the same frame as the text below, not one later.
  useLayoutEffect(() => {
    if (!canvas.current || size[0] === 0) return;
    const ring = at && { at: screenOf(view, ...at), radius };
    paint(
      canvas.current,
      view,
      { grey, mask, crosshair: props.crosshair, corners: props.corners, ring, crisp: props.crisp },
      devicePixelRatio || 1,
    );
  });
  const point = (event: PointerEvent): Point => {
    const box = canvas.current?.getBoundingClientRect();
    return pixelAt(view, event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0));
  };
  // A second finger, or a palm, is no part of the gesture: a stroke would jump to it.
  return (
    <div class="stage" ref={ref}>
      <canvas
        ref={canvas}
        id={props.id}
        role="application"
        tabIndex={0}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        onPointerDown={(event) => {
          if (!event.isPrimary) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = [event.clientX, event.clientY];
          gestures.press(point(event), event);
        }}
        onPointerMove={(event) => {
          if (!event.isPrimary) return;
          const [x, y] = last.current ?? [event.clientX, event.clientY];
          last.current = [event.clientX, event.clientY];
          setHover(point(event));
          gestures.move(point(event), event, [(event.clientX - x) / view.stepX, (event.clientY - y) / view.stepY]);
        }}
        onPointerUp={(event) => event.isPrimary && gestures.lift(event)}
        onPointerCancel={(event) => event.isPrimary && gestures.lift(event)}
        onPointerLeave={() => setHover(null)}
        onDblClick={() => gestures.twice()}
        onWheel={(event) => gestures.wheel(event)}
        onKeyDown={(event) => gestures.key(event)}
        onContextMenu={(event) => event.preventDefault()}
      />
      <Edges section={section} grid={grid} />
    </div>
  );
}
