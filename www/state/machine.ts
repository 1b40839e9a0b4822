// What is known of this machine, and what the page asked the network for.
import { signal } from "@preact/signals";
import type { Asked } from "../lib/ledger.ts";
import type { Offline } from "../lib/offline.ts";

/** Every request of the page, in order. */
export const requests = signal<readonly Asked[]>([]);

/** When the first file came in, ms since the page was opened; null while there was none. */
export const firstFile_ms = signal<number | null>(null);

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
