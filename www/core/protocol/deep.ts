// The shapes of deep features. Types only, no code.
import type { Sequence } from "./base.ts";

/** Where deep features are to be computed. */
export type EngineWish = "automatic" | "gpu" | "cpu";

/** Where they were, and why there. */
export interface EngineReport {
  engine: "cpu" | "webgpu";
  /** The GPU that was looked at. */
  adapter: string | null;
  why: "chosen" | "unavailable" | "emulated" | "agrees" | "differs" | "lost" | "silent";
  /** The same in the core's words. */
  reason: string;
  /** Largest difference between GPU and CPU on a fixed image. */
  difference: number | null;
}

/** Deep features of a sequence. */
export interface Deep {
  /** Number of images that went through the network. */
  images: number;
}

/** Deep features of some slices of a sequence, for the core to join. */
export interface DeepPart {
  part: number;
}

/** One part of each of the images, and the engine that computed it. */
export interface DeepDone {
  report: EngineReport;
  parts: DeepPart[];
  /** Time that each took. */
  seconds: number[];
}

/** Deep features of a case: of each sequence the core's features, the time and the number of slices they took. */
export interface DeepFound {
  report: EngineReport;
  sequences: { sequence: Sequence; deep: Deep; seconds: number }[];
}
