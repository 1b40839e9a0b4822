// State of the viewer: voxels of the files, crosshair, windows, and the mask being drawn.
import { signal } from "@preact/signals";
import type { MaskOnImage } from "../core/protocol/core.ts";
import type { LevelCount, Problem, Sequence } from "../core/protocol/index.ts";
import type { Sentence } from "../language/index.ts";
import type { Grid, Vec3 } from "./drawing/grid.ts";
import type { History } from "./drawing/history.ts";
import type { Plane } from "./drawing/section.ts";
import type { Window } from "./drawing/slice.ts";

/** The voxels of an image. */
export interface Scan {
  grid: Grid;
  values: Float32Array;
  /** Its default window. */
  window: Window;
}

export interface Labels {
  grid: Grid;
  voxels: Int32Array;
}

/** Loaded voxels by the id of their file in the list. */
export type Loaded =
  | { state: "reading" }
  | { state: "failed"; problem: Problem }
  | { state: "image"; scan: Scan }
  | { state: "mask"; labels: Labels; channel: number | undefined };
export const loaded = signal<ReadonlyMap<number, Loaded>>(new Map());

/** A mask on the grid of an image: what the core was asked, and its answer. */
export interface Placement extends MaskOnImage {
  scan: Scan;
  /** The mask's voxels, changed in place while it is drawn; `version` shows which were carried. */
  of: Int32Array;
  version: number;
  label: number;
  /** `geometryTolerance` of the model in use, by which two grids may count as one. */
  tolerance: number | null;
}
export const placements = signal<readonly Placement[]>([]);
/** Voxels of a mask that could not be put on the images. */
export const unplaced = signal<Int32Array | null>(null);

export const plane = signal<Plane>("axial");
/** Radiological convention: the patient's left is on the right of the screen. */
export const radiological = signal(true);
/** World position of the crosshair (LPS, mm); null before the first image. */
export const cursor = signal<Vec3 | null>(null);
/** At 1 every slice is wholly visible. */
export const zoom = signal(1);
/** World position in the middle of all panels; null: the middle of each slice. */
export const centre = signal<Vec3 | null>(null);
/** Windows that differ from the default of their image. */
export const windows = signal<ReadonlyMap<Scan, Window>>(new Map());
export type Preset = "auto" | "full" | "bright" | "lesion";
/** The preset of all windows, or that one was changed by hand. */
export const preset = signal<Preset | "hand">("auto");
export const overlay = signal({ shown: true, opacity: 0.35, outline: true });
/** Whether the viewer fills the whole window. */
export const wide = signal(false);

export const TOOLS = ["look", "window", "pan", "brush", "eraser", "lasso", "fill", "grow"] as const;
export type Tool = (typeof TOOLS)[number];
export const tool = signal<Tool>("look");

export const brush = signal({
  /** Diameter, in `unit`. */
  size: 6,
  unit: "mm" as "mm" | "voxels",
  /** A ball across slices rather than a disc in one. */
  ball: false,
  /** Paints only values from `low` to `high`. */
  limited: false,
  low: 0,
  high: 0,
});

/**
 * Region growing: largest difference from the value of the seed, per cent of the window; largest distance from it, mm;
 * only in the slice.
 */
export const growth = signal({ tolerance: 12, reach_mm: 40, flat: false });

/** A mask being drawn, on the grid of one sequence. */
export interface Drawing {
  sequence: Sequence;
  /** Id of the file of that sequence: when it is removed, the drawing ends. */
  entry: number;
  grid: Grid;
  /** Changed in place; `version` counts the changes. */
  voxels: Int32Array;
  label: number;
  version: number;
  history: History;
  count: number;
  /** The drawing on another sequence that this one was resampled from: undo leads back to it. */
  from?: Drawing | undefined;
  /** The drawing on another sequence that redo leads to. */
  to?: Drawing | undefined;
  /** Changed since it was last used as the mask of the case. */
  changed: boolean;
}
export const drawing = signal<Drawing | null>(null);
/** Corners of the polygon being drawn, as pixel positions of a slice. */
export const corners = signal<{ slice: number; points: readonly (readonly [number, number])[] } | null>(null);
/** What the last action did, or why it failed. */
export const note = signal<Sentence | null>(null);

/** What a count of grey levels is of: a file, the voxels of a mask (changed in place while drawing), a label. */
export interface Counted {
  entry: number | undefined;
  voxels: Int32Array | undefined;
  label: number;
}
/** The last count of the grey levels of the region. */
export type Levels = { of: Counted; found: LevelCount } | { of: Counted; problem: Problem };
export const levels = signal<Levels | null>(null);
