// Deep features: whether they are wanted, where they are to be computed.
import { computed, signal } from "@preact/signals";
import type { EngineReport, EngineWish, Problem } from "../protocol.ts";
import { model } from "../state.ts";
import { choice } from "./study.ts";

/** Whether a model of the file asks for deep features. */
export const offered = computed(() => model.value !== null && model.value.description.deep !== null);

/** Whether the chosen model does: then they are computed. */
export const needed = computed(() => {
  const own = model.value?.description.models.filter(({ baseline }) => !baseline) ?? [];
  return (own.find(({ name }) => name === choice.value.model) ?? own.at(-1))?.deep ?? false;
});

/** What the user wants them to be computed on. */
export const wish = signal<EngineWish>("automatic");

/** Where they would be, as far as can be told without the network's weights; null while the machine is looked at. */
export const expected = signal<EngineReport | null>(null);

/** Why a model that needs them could not be asked of an answered case. */
export const refused = signal<Problem | null>(null);
