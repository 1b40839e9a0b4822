// What the user writes on the report.
import { computed, signal } from "@preact/signals";
import { SEQUENCES } from "../core/roles.ts";
import { entryOf } from "../core/store.ts";

/** The images of the case, as one text. */
const images = computed(() => SEQUENCES.map((sequence) => entryOf(sequence)?.id ?? "-").join(" "));
const named = signal({ of: "", name: "" });
/** What the user wants to stand on the report; of these images only, never on another patient's. */
export const reportName = computed(() => (named.value.of === images.value ? named.value.name : ""));
export const nameReport = (name: string) => {
  named.value = { of: images.value, name };
};
