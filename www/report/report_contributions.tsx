// Part of the report: what each input contributes, with the sum that they make as printed.
import type { ModelAnswer, Nomogram } from "../core/protocol/index.ts";
import { readable } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { word } from "../language/names.ts";
import { percent, short, signedTo } from "../language/numbers.ts";
import { addUp } from "../ui/add_up.ts";

/** How many inputs fit the page by name. */
const MOST = 8;
const DECIMALS = 3;

interface Line {
  key: string;
  name: string;
  value: string;
  change: number;
  points: number | undefined;
}

/** The largest contributions, and all others as one line; nomogram points beside them. */
function linesOf({ contributions }: ModelAnswer, nomogram: Nomogram | null): Line[] {
  const points = new Map(nomogram?.terms.map(({ input, value_points }) => [input, value_points]));
  const sorted = [...contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const shown = sorted.length > MOST + 1 ? sorted.slice(0, MOST) : sorted;
  const rest = sorted.slice(shown.length);
  const lines = shown.map(({ feature, value, contribution }) => ({
    key: feature,
    name: readable(feature),
    value: short(value),
    change: contribution,
    points: points.get(feature),
  }));
  if (rest.length === 0) return lines;
  const sum = (of: (one: ModelAnswer["contributions"][number]) => number) =>
    rest.reduce((all, one) => all + of(one), 0);
  const others: Line = {
    key: "rest",
    name: say.answer.further(rest.length),
    value: "",
    change: sum(({ contribution }) => contribution),
    points: nomogram ? sum(({ feature }) => points.get(feature) ?? 0) : undefined,
  };
  return [...lines, others];
}

function Bar({ change, most }: { change: number; most: number }) {
  return (
    <svg viewBox="-50 0 100 8" class="part" aria-hidden="true">
      <rect
        class={change > 0 ? "high" : "low"}
        x={Math.min(0, (50 * change) / most)}
        width={(50 * Math.abs(change)) / most}
        height="8"
      />
    </svg>
  );
}

export function ContributionsOf({ answer, nomogram }: { answer: ModelAnswer; nomogram: Nomogram | null }) {
  if (answer.explanation === "none") return <p>{word(say.study.explanations, "none")}</p>;
  const lines = linesOf(answer, nomogram);
  const most = Math.max(...lines.map(({ change }) => Math.abs(change)), 1e-9);
  const [base = answer.base, ...changes] = addUp(
    [answer.base, ...lines.map(({ change }) => change)],
    answer.logit,
    DECIMALS,
  );
  const points = nomogram
    ? addUp(
        lines.map(({ points }) => points ?? 0),
        nomogram.total,
        0,
      )
    : [];
  return (
    <table data-test="report-contributions">
      <caption>{say.answer.driversCaption(answer.model)}</caption>
      <thead>
        <tr>
          <th scope="col">{say.answer.columnInput}</th>
          <th scope="col">{say.answer.columnValue}</th>
          <td />
          <th scope="col">{say.answer.columnLogOdds}</th>
          {nomogram && <th scope="col">{say.report.points}</th>}
        </tr>
      </thead>
      <tbody>
        <tr data-step="base">
          <th scope="row">{say.answer.before}</th>
          <td />
          <td />
          <td data-test="printed-change">{signedTo(base, DECIMALS)}</td>
          {nomogram && <td />}
        </tr>
        {lines.map(({ key, name, value, change, points: exact }, at) => (
          <tr key={key} data-step={key}>
            <th scope="row">{name}</th>
            <td>{value}</td>
            <td>
              <Bar change={change} most={most} />
            </td>
            <td data-test="printed-change">{signedTo(changes[at] ?? change, DECIMALS)}</td>
            {nomogram && <td data-report-points={exact}>{short(points[at] ?? 0)}</td>}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            {say.answer.sum}
          </th>
          <td data-test="printed-sum">{signedTo(answer.logit, DECIMALS)}</td>
          {nomogram && (
            <td data-report-points={nomogram.total}>
              {short(Math.round(nomogram.total))} → {percent(nomogram.probability)}
            </td>
          )}
        </tr>
      </tfoot>
    </table>
  );
}
