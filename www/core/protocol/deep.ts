// Deep features on their way from workers to the page.
import type { Deep, DeepPart, EngineReport } from "./core.ts";
import type { Sequence } from "./lists.ts";

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
