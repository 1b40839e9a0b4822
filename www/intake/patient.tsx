// The fields for age and other clinical inputs, label of the lesion and case ID.
import { batch } from "@preact/signals";
import { readAge } from "../core/age.ts";
import { caseId, LONGEST_ID } from "../core/case_id.ts";
import { asksAge } from "../core/clinical.ts";
import type { RegionFound } from "../core/protocol/index.ts";
import { ageText, channel, chosen, label, regions, run } from "../core/store.ts";
import { phraseText } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { ClinicalFields } from "./clinical_fields.tsx";

/** What tells a region from the others of its mask. */
function words({ name, channel, label, voxels }: RegionFound): string {
  const volumes = new Set(regions.value.map((one) => one.channel)).size;
  if (name !== null) return say.files.segmentChoice(name, voxels);
  return volumes > 1 ? say.files.channelChoice(channel, label, voxels) : say.files.labelChoice(label, voxels);
}

function Label() {
  if (regions.value.length < 2 && !regions.value.some(({ name }) => name)) return null;
  return (
    <div class="field">
      <label for="label">{say.files.label}</label>
      <select
        id="label"
        value={String(chosen.value && regions.value.indexOf(chosen.value))}
        disabled={run.value.phase === "busy"}
        onChange={(event) => choose(regions.value[Number(event.currentTarget.value)])}
      >
        {regions.value.map((region, at) => (
          <option key={`${region.channel} ${region.label}`} value={String(at)} translate={false}>
            {words(region)}
          </option>
        ))}
      </select>
    </div>
  );
}

function choose(region: RegionFound | undefined) {
  batch(() => {
    label.value = region?.label ?? null;
    channel.value = region?.channel ?? null;
  });
}

function CaseId() {
  return (
    <div class="field">
      <label for="case-id">{say.files.caseId}</label>
      <input
        id="case-id"
        autocomplete="off"
        translate={false}
        maxLength={LONGEST_ID}
        value={caseId.value}
        aria-describedby="case-id-what"
        title={say.files.caseIdWhat}
        onInput={(event) => (caseId.value = event.currentTarget.value)}
      />
      <p id="case-id-what" class="visually-hidden">
        {say.files.caseIdWhat}
      </p>
    </div>
  );
}

function Age() {
  const { refused } = readAge(ageText.value);
  return (
    <div class="field">
      <label for="age">{say.files.age}</label>
      <input
        id="age"
        inputMode="decimal"
        autocomplete="off"
        value={ageText.value}
        aria-invalid={refused !== null}
        aria-describedby={refused ? "age-problem" : undefined}
        disabled={run.value.phase === "busy"}
        onInput={(event) => (ageText.value = event.currentTarget.value)}
      />
      {refused && (
        <p id="age-problem" class="problem">
          {say.terms.labelled(say.files.ageWrong, phraseText({ code: `age-${refused}`, values: {} }))}
        </p>
      )}
    </div>
  );
}

export const Patient = () => (
  <div class="fields">
    {asksAge.value && <Age />}
    <ClinicalFields />
    <Label />
    <CaseId />
  </div>
);
