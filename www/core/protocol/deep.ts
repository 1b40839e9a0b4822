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

/** Deep features of a case: of each sequence, the core's text, the time and the number of slices it took. */
export interface DeepFound {
  report: EngineReport;
  sequences: { sequence: Sequence; text: string; seconds: number; slices: number }[];
}
