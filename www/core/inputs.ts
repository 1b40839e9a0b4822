// What an answer depends on: by it an answer is seen to be another than that of the case as entered.
import { computed } from "@preact/signals";
import { told } from "./clinical.ts";
import { ROLES } from "./roles.ts";
import { age, chosen, entryOf, model, run } from "./store.ts";

/** All that an answer depends on, as one text. */
export const inputs = computed(() => {
  const files = ROLES.map((role) => entryOf(role)?.id ?? "-");
  const { settings, deep } = model.value?.description ?? {};
  const lesion = [chosen.value?.label, chosen.value?.channel];
  return [...files, ...lesion, age.value, JSON.stringify(told.value), settings, JSON.stringify(deep)].join(" ");
});

export const stale = computed(() => run.value.phase === "done" && run.value.result.inputs !== inputs.value);
