// The figures of a validation: each with its interval, how that was made, and how many patients are missing.
import type { Estimate, Figure, Needed, Validation } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { word } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { Heads } from "../ui/heads.tsx";
import { Num } from "../ui/number.tsx";
import { ProblemText } from "../ui/problem_text.tsx";

const fixed = (value: number) => value.toFixed(3).replace("-", "\u2212");
const ends = ({ lower, upper }: Estimate) => `${fixed(lower)} – ${fixed(upper)}`;

function Missing({ needed }: { needed: Needed | undefined }) {
  if (!needed) return <td>–</td>;
  const { missing, width, problem } = needed;
  if (missing === null) return <td>{problem ? <ProblemText problem={problem} /> : "–"}</td>;
  const words =
    missing === 0 ? say.validation.enough(short(width)) : say.validation.missing(String(missing), short(width));
  return <td>{words}</td>;
}

function Row({ figure: { key, estimate, interval, problem }, needed }: { figure: Figure; needed: Needed | undefined }) {
  return (
    <tr data-figure={key}>
      <th scope="row">{word(say.validation.figures, key)}</th>
      <td class="number">{word(say.validation.ideals, key)}</td>
      {estimate ? (
        <>
          <td class="number">
            <Num value={estimate.value} text={fixed(estimate.value)} />
          </td>
          <td class="number">{ends(estimate)}</td>
          <td>{word(say.validation.intervals, interval)}</td>
        </>
      ) : (
        <td colSpan={3}>{problem && <ProblemText problem={problem} />}</td>
      )}
      <Missing needed={needed} />
    </tr>
  );
}

function Benefit({ found }: { found: Validation }) {
  const { threshold, model, all, gain } = say.validation.benefitColumns;
  return (
    <details class="others">
      <summary>{say.validation.benefit}</summary>
      <table class="cohorts">
        <Heads names={[threshold, model, all, gain, say.validation.columns.interval]} numbers={[0, 1, 2, 3, 4]} />
        <tbody>
          {found.net_benefit.map((at) => (
            <tr key={at.threshold}>
              <th scope="row" class="number">
                {short(at.threshold)}
              </th>
              {[at.model, at.all, at.gain].map((of, place) => (
                <td key={place} class="number">
                  <Num value={of.value} text={fixed(of.value)} />
                </td>
              ))}
              <td class="number">{ends(at.gain)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export function ValidationFigures({ found, caption }: { found: Validation; caption: string }) {
  const { figure, ideal, value, interval, method, missing } = say.validation.columns;
  return (
    <>
      <p>
        {say.validation.cases(found.cases, found.patients, found.metastases)}{" "}
        {found.training_cases > 0 && say.validation.leftOut(found.training_cases)}{" "}
        {say.validation.unlike(...found.unlike)}
      </p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={caption}>
        <table class="cohorts" data-test="figures">
          <caption class="visually-hidden">{caption}</caption>
          <Heads names={[figure, ideal, value, interval, method, missing]} numbers={[1, 2, 3]} />
          <tbody>
            {found.figures.map((one) => (
              <Row key={one.key} figure={one} needed={found.needed.find(({ key }) => key === one.key)} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">{say.validation.missingNote}</p>
      <Benefit found={found} />
    </>
  );
}
