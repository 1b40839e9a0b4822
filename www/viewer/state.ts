// What the reading room shows: voxels of the files, where one looks, and the mask that is being drawn.
import { signal } from "@preact/signals";
import type { LevelCount, Problem, Sequence } from "../core/protocol/index.ts";
import type { MaskOnImage } from "../core/protocol/voxels.ts";
import type { Said } from "../language/index.ts";
import type { Grid, Vec3 } from "./drawing/grid.ts";
import type { History } from "./drawing/history.ts";
import type { Plane } from "./drawing/section.ts";
import type { Window } from "./drawing/slice.ts";

/** An image as it can be looked at. */
export interface Scan {
  grid: Grid;
  values: Float32Array;
  /** The window it opens with. */
  window: Window;
}

export interface Labels {
  grid: Grid;
  voxels: Int32Array;
}

/** What came of reading a file's voxels, by the id of its entry. */
export type Loaded =
  | { state: "reading" }
  | { state: "failed"; problem: Problem }
  | { state: "image"; scan: Scan }
  | { state: "mask"; labels: Labels };
export const loaded = signal<ReadonlyMap<number, Loaded>>(new Map());

/** How a mask lies on an image: what was asked of the core, and what it said. */
export interface Placement extends MaskOnImage {
  scan: Scan;
  /** The mask's voxels, changed in place while it is drawn; `version` tells which were carried. */
  of: Int32Array;
  version: number;
  label: number;
}
export const placements = signal<readonly Placement[]>([]);
/** Voxels of a mask that could not be put on the images. */
export const unplaced = signal<Int32Array | null>(null);

export const plane = signal<Plane>("axial");
/** The patient's left on the screen's right, as films hang; else on the left. */
export const radiological = signal(true);
/** Where the crosshair is, world millimetres (LPS); null before the first image. */
export const cursor = signal<Vec3 | null>(null);
/** 1: the whole of every slice is in sight. */
export const zoom = signal(1);
/** World position in the middle of every panel; null: each slice's own middle. */
export const centre = signal<Vec3 | null>(null);
/** Windows that are not those the images opened with; an image that takes another's place has its own. */
export const windows = signal<ReadonlyMap<Scan, Window>>(new Map());
export type Preset = "auto" | "full" | "bright" | "lesion";
/** The rule the windows come from, until one is changed by hand. */
export const preset = signal<Preset | "hand">("auto");
export const overlay = signal({ shown: true, opacity: 0.35, outline: true });
/** The reading room takes the whole window. */
export const wide = signal(false);

export const TOOLS = ["look", "window", "pan", "brush", "eraser", "lasso", "fill", "grow"] as const;
export type Tool = (typeof TOOLS)[number];
export const tool = signal<Tool>("look");

export const brush = signal({
  /** Diameter, in `unit`. */
  size: 6,
  unit: "mm" as "mm" | "voxels",
  /** Reaches into neighbouring slices. */
  ball: false,
  /** Paints only values from `low` to `high`. */
  limited: false,
  low: 0,
  high: 0,
});

/** Grow from a seed: how far values may be from the seed's, per cent of the window; how far it may reach. */
export const growth = signal({ tolerance: 12, reach_mm: 40, flat: false });

/** A mask being drawn, on the grid of one sequence. */
export interface Drawing {
  sequence: Sequence;
  /** The entry of that sequence: when it goes, the drawing has nothing to lie on. */
  entry: number;
  grid: Grid;
  /** Changed in place; `version` tells that it was. */
  voxels: Int32Array;
  label: number;
  version: number;
  history: History;
  count: number;
  /** The drawing on another sequence that this one was carried from: undoing all of this leads back to it. */
  from?: Drawing | undefined;
  /** The drawing on another sequence that an undo came back from. */
  to?: Drawing | undefined;
  /** Changed since it was last taken as the case's mask. */
  changed: boolean;
}
export const drawing = signal<Drawing | null>(null);
/** Corners of a polygon being drawn: pixels of a slice of the drawing's sequence. */
export const corners = signal<{ slice: number; points: readonly (readonly [number, number])[] } | null>(null);
/** What the last action did or why it could not, in a sentence. */
export const said = signal<Said | null>(null);

/**
 * What grey levels were counted of: an image of the list, and the voxels of a mask (changed in place while it is
 * drawn).
 */
export interface Counted {
  entry: number | undefined;
  voxels: Int32Array | undefined;
  label: number;
}
/** Grey levels of the region, as last counted. */
export type Levels = { of: Counted; found: LevelCount } | { of: Counted; problem: Problem };
export const levels = signal<Levels | null>(null);
