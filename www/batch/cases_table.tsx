// The table of a batch: every case with its age, its files, what it lacks, and its result or why there is none.
import { clinicalInputs, readClinical } from "../core/clinical.ts";
import type { ClinicalInput, Told } from "../core/protocol/index.ts";
import { clinicalExpected, clinicalLabel } from "../language/clinical.ts";
import { say } from "../language/index.ts";
import { word } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { readableWarnings } from "../language/warnings.ts";
import { Heads } from "../ui/heads.tsx";
import { Num } from "../ui/number.tsx";
import { ProblemText, WarningText } from "../ui/problem_text.tsx";
import { Files } from "./case_files.tsx";
import { openCase } from "./open_case.ts";
import { type BatchCase, busy, cases } from "./state.ts";
import { setAge, setTold } from "./take_cases.ts";

/** Whether what is said of an input is one of its values, or nothing where that is taken. */
function fits(input: ClinicalInput, told: readonly Told[]): boolean {
  const found = readClinical(input, told.find(({ name }) => name === input.name)?.text ?? "");
  return found === "value" || (found === "unknown" && input.unknown === "imputed");
}

function Outcome({ one }: { one: BatchCase }) {
  const problem = one.leftOut ?? one.problem;
  if (problem)
    return (
      <span class="caution" data-test={one.leftOut ? "left-out" : undefined}>
        {one.leftOut && `${say.batch.leftOut} `}
        <ProblemText problem={problem} />
      </span>
    );
  if (!one.row) return <span class="quiet">{one.state === "running" ? say.batch.running : say.batch.waiting}</span>;
  const { model, probability, class: called, warnings } = one.row;
  return (
    <>
      {probability === null || called === null ? (
        say.terms.none
      ) : (
        <>
          <Num value={probability} text={percent(probability)} /> {word(say.terms.classes, called)}
        </>
      )}{" "}
      <span class="quiet">{[model, one.kept && say.batch.kept].filter(Boolean).join(" · ")}</span>
      {warnings.length > 0 && (
        <details>
          <summary>{say.batch.warnings(warnings.length)}</summary>
          <ul>
            {readableWarnings(warnings).map((warning) => (
              <li key={warning.text}>
                <WarningText warning={warning} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Row({ one }: { one: BatchCase }) {
  return (
    <tr data-case={one.name} data-state={one.leftOut ? "left-out" : one.state}>
      <th scope="row" translate={false}>
        {one.name}
        {!one.leftOut && (
          <button
            type="button"
            class="plain words"
            aria-label={say.batch.openOf(one.name)}
            onClick={() => void openCase(one)}
          >
            {say.batch.open}
          </button>
        )}
      </th>
      <td>
        {!one.leftOut && (
          <input
            class="amount"
            inputMode="decimal"
            aria-label={say.batch.ageOf(one.name)}
            value={one.ageText ?? one.age ?? ""}
            aria-invalid={one.ageProblem !== null}
            disabled={busy.value}
            onChange={(event) => setAge(one.id, event.currentTarget.value)}
          />
        )}
        {one.ageProblem && (
          <p class="caution">
            <ProblemText problem={one.ageProblem} />
          </p>
        )}
      </td>
      {clinicalInputs.value.map((input) => (
        <td key={input.name}>
          {!one.leftOut && (
            <input
              class="amount"
              aria-label={say.batch.clinicalOf(clinicalLabel(input), one.name)}
              aria-invalid={!fits(input, one.told)}
              title={clinicalExpected(input)}
              value={one.told.find(({ name }) => name === input.name)?.text ?? ""}
              disabled={busy.value}
              onChange={(event) => setTold(one, input.name, event.currentTarget.value)}
            />
          )}
        </td>
      ))}
      <td>
        <Files one={one} />
      </td>
      <td>
        <Outcome one={one} />
      </td>
    </tr>
  );
}

export const Cases = () => (
  <div class="scroll-x" tabIndex={0} role="region" aria-label={say.batch.table}>
    <table class="cases">
      <Heads
        names={[
          say.batch.case,
          say.files.age,
          ...clinicalInputs.value.map(clinicalLabel),
          say.batch.files,
          say.answer.probability,
        ]}
      />
      <tbody>
        {cases.value.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </tbody>
    </table>
  </div>
);
