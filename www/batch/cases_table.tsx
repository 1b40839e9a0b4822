// The table of a batch: name, age, missing files and result of every case.
import { ROLES } from "../core/roles.ts";
import { say } from "../language/index.ts";
import { roleShort, word } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { Heads } from "../ui/heads.tsx";
import { Num } from "../ui/number.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { type BatchCase, busy, cases } from "./state.ts";
import { setAge } from "./take_cases.ts";

const absentIn = ({ files, masks }: BatchCase) =>
  ROLES.filter((role) => !files[role] && !(role === "mask" && Object.keys(masks).length > 0)).map(roleShort);

function Outcome({ one }: { one: BatchCase }) {
  if (one.problem)
    return (
      <span class="caution">
        <ProblemText problem={one.problem} />
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
      <span class="quiet">
        {[model, warnings > 0 && say.batch.warnings(warnings), one.kept && say.batch.kept].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}

export function Cases() {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={say.batch.table}>
      <table>
        <Heads names={[say.batch.case, say.files.age, say.batch.missing, say.answer.probability]} />
        <tbody>
          {cases.value.map((one) => (
            <tr key={one.id} data-case={one.name} data-state={one.state}>
              <th scope="row">{one.name}</th>
              <td>
                <input
                  class="amount"
                  inputMode="decimal"
                  aria-label={say.batch.ageOf(one.name)}
                  value={one.age ?? ""}
                  disabled={busy.value}
                  onChange={(event) => setAge(one.id, event.currentTarget.value)}
                />
              </td>
              <td>{absentIn(one).join(", ")}</td>
              <td>
                <Outcome one={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
