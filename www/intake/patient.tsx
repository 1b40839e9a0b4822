// The fields for age and label of the lesion.
import { readAge } from "../core/age.ts";
import { caseId, LONGEST_ID } from "../core/case_id.ts";
import { ageText, chosenLabel, label, labels, run } from "../core/store.ts";
import { phraseText } from "../language/code_text.ts";
import { say } from "../language/index.ts";

function Label() {
  if (labels.value.length < 2) return null;
  return (
    <div class="field">
      <label for="label">{say.files.label}</label>
      <select
        id="label"
        value={String(chosenLabel.value)}
        disabled={run.value.phase === "busy"}
        onChange={(event) => (label.value = Number(event.currentTarget.value))}
      >
        {labels.value.map(([number, voxels]) => (
          <option key={number} value={String(number)}>
            {say.files.labelChoice(number, voxels)}
          </option>
        ))}
      </select>
    </div>
  );
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

export function Patient() {
  const { refused } = readAge(ageText.value);
  return (
    <div class="fields">
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
      <Label />
      <CaseId />
    </div>
  );
}
