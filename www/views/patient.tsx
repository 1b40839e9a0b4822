// The lesion and the patient: which label, which age.
import { ageText, age, chosenLabel, label, labels, run } from "../state.ts";
import { count } from "../lib/text.ts";

function Label() {
  if (labels.value.length < 2) return null;
  return (
    <div class="field">
      <label for="label">Lesion label</label>
      <select
        id="label"
        value={String(chosenLabel.value)}
        disabled={run.value.phase === "busy"}
        onChange={(event) => (label.value = Number(event.currentTarget.value))}
      >
        {labels.value.map(([number, voxels]) => (
          <option key={number} value={String(number)}>
            {number} ({count(voxels)} voxels)
          </option>
        ))}
      </select>
    </div>
  );
}

export function Patient() {
  const wrong = ageText.value.trim() !== "" && age.value === undefined;
  return (
    <div class="fields">
      <div class="field">
        <label for="age">Age at imaging, years</label>
        <input
          id="age"
          inputMode="decimal"
          autocomplete="off"
          value={ageText.value}
          aria-invalid={wrong}
          aria-describedby={wrong ? "age-problem" : undefined}
          disabled={run.value.phase === "busy"}
          onInput={(event) => (ageText.value = event.currentTarget.value)}
        />
        {wrong && (
          <p id="age-problem" class="problem">
            A number of years from 0 to 120
          </p>
        )}
      </div>
      <Label />
    </div>
  );
}
