// State of the screen of the machine: requests, offline use, what computes here.
import { signal } from "@preact/signals";
import type { Offline } from "./offline.ts";
import type { Asked } from "./watch_requests.ts";

/** Every request of the page, in order. */
export const requests = signal<readonly Asked[]>([]);

/** Whether the page opens again without a network. */
export const offline = signal<Offline>({ state: "keeping" });

export interface Engine {
  /** Name of the graphics adapter that WebGPU offers; null without one. */
  gpu: string | null;
  /** Logical processors. */
  cores: number;
  browser: string;
}
export const engine = signal<Engine | null>(null);
