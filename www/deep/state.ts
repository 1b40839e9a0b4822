// Deep features: whether the model file has any, where they are to be computed.
import { computed, signal } from "@preact/signals";
import type { EngineReport, EngineWish } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";

/** Whether a model of the file asks for deep features. */
export const offered = computed(() => model.value !== null && model.value.description.deep !== null);

/** What the user wants them to be computed on. */
export const wish = signal<EngineWish>("automatic");

/** Where they would be, as far as can be told without the network's weights; null while the machine is looked at. */
export const expected = signal<EngineReport | null>(null);
