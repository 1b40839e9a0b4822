// Empties the case: nothing of one patient stays for the next.

import { caseId } from "../core/case_id.ts";
import { clinicalText } from "../core/clinical.ts";
import { ageText, channel, entries, label, run } from "../core/store.ts";
import { asked, notes, undecided } from "./state.ts";

/** Empties the case. */
export function clear(): void {
  entries.value = [];
  ageText.value = "";
  clinicalText.value = {};
  caseId.value = "";
  label.value = null;
  channel.value = null;
  notes.value = [];
  asked.value = false;
  undecided.value = null;
  run.value = { phase: "idle" };
}
