// Deep features: whether the model needs them, where they are to be computed.
import { computed, signal } from "@preact/signals";
import type { EngineWish } from "../protocol.ts";
import { model } from "../state.ts";

/** Whether the model asks for deep features. */
export const needed = computed(() => model.value !== null && model.value.description.deep !== null);

/** What the user wants them to be computed on. */
export const wish = signal<EngineWish>("automatic");
