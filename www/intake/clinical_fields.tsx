// A field for every clinical input of the model in use but the age: a number, yes or no, one of several classes.
import { clinicalInputs, clinicalText, readClinical } from "../core/clinical.ts";
import type { ClinicalInput } from "../core/protocol/index.ts";
import { run } from "../core/store.ts";
import { clinicalExpected, clinicalLabel, clinicalValue } from "../language/clinical.ts";
import { say } from "../language/index.ts";

const set = (name: string, text: string) => (clinicalText.value = { ...clinicalText.value, [name]: text });

/** What can be chosen: the values that the core reads. */
const choices = ({ kind, classes }: ClinicalInput): readonly string[] =>
  kind === "class" ? (classes ?? []) : ["yes", "no"];

function Field({ input, place }: { input: ClinicalInput; place: number }) {
  const { name, kind, unknown } = input;
  const [id, text] = [`clinical-${place}`, clinicalText.value[name] ?? ""];
  const found = readClinical(input, text);
  const stands = found === "unknown" && unknown === "imputed";
  const shared = {
    id,
    "aria-invalid": found === "refused",
    "aria-describedby": `${id}-what`,
    disabled: run.value.phase === "busy",
  };
  return (
    <div class="field">
      <label for={id}>{clinicalLabel(input)}</label>
      {kind === "number" ? (
        <input
          {...shared}
          inputMode="decimal"
          autocomplete="off"
          value={text}
          onInput={(event) => set(name, event.currentTarget.value)}
        />
      ) : (
        <select {...shared} value={text} onChange={(event) => set(name, event.currentTarget.value)}>
          <option value="">{say.files.clinicalUnknown}</option>
          {choices(input).map((choice) => (
            <option key={choice} value={choice}>
              {kind === "class" ? choice : clinicalValue(input, choice)}
            </option>
          ))}
        </select>
      )}
      <p id={`${id}-what`} class={found === "refused" ? "problem" : stands ? "quiet" : "visually-hidden"}>
        {stands ? say.files.clinicalStands(clinicalValue(input)) : clinicalExpected(input)}
      </p>
    </div>
  );
}

export const ClinicalFields = () => (
  <>
    {clinicalInputs.value.map((input, place) => (
      <Field key={input.name} input={input} place={place} />
    ))}
  </>
);
