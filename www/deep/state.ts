// State of the deep features: whether the model file uses any, and where they are to be computed.
import { computed, signal } from "@preact/signals";
import type { EnginePreference, EngineReport, Problem } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";

/** Whether a model of the file asks for deep features. */
export const offered = computed(() => model.value !== null && model.value.description.deep !== null);

/** The engine the user prefers. */
export const wish = signal<EnginePreference>("automatic");

/** What the core says of an engine; that a graphics card gave no answer in time, or the check failed, is the page's own finding. */
export type Foreseen = Omit<EngineReport, "why"> & { why: EngineReport["why"] | "silent"; failure?: Problem };

/** The engine that would run, found out without the weights; null while it is being found out. */
export const expected = signal<Foreseen | null>(null);
