// State of the report: the name that the user writes on it.
import { computed, signal } from "@preact/signals";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { entryOf } from "../core/store.ts";

/** The files of the case, as one text. */
const images = computed(() => SEQUENCES.map((sequence) => entryOf(sequence)?.id ?? "-").join(" "));
const named = signal({ of: "", name: "" });
/** The name on the report; it is dropped when the files change, so that it never stands on another patient's report. */
export const reportName = computed(() => (named.value.of === images.value ? named.value.name : ""));
export const nameReport = (name: string) => {
  named.value = { of: images.value, name };
};
