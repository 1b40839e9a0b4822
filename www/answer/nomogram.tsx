// The nomogram of a linear model, with this patient's points.
import type { NomogramTerm, Nomogram as Points } from "../core/protocol/index.ts";
import { FeatureTerm } from "../glossary/term.tsx";
import { readable, readName } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { percent, short } from "../language/numbers.ts";
import { addUp } from "../ui/add_up.ts";
import { linear, ticks } from "../ui/axis.ts";
import { Num } from "../ui/number.tsx";
import { type Ruler, Rulers } from "../ui/rulers.tsx";

/** Probabilities that are marked on the last ruler. */
const ROUND = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

const whole = (value: number) => short(Math.round(value));

function termRuler({ input, range, points, value, value_points }: NomogramTerm, shown: number): Ruler {
  const { sequence, filter, family, name } = readName(input);
  const at = linear(range, points);
  const inner = ticks(range[0], range[1], Math.max(...points) > 60 ? 8 : 4).filter(
    (tick) => tick > range[0] && tick < range[1],
  );
  return {
    key: input,
    name,
    detail: [sequence, filter, family].filter(Boolean).join(" · ") || undefined,
    marks: [range[0], range[1], ...inner].map((tick) => ({ at: at(tick), text: short(Number(tick.toPrecision(3))) })),
    from: Math.min(...points),
    to: Math.max(...points),
    value: { at: value_points, text: `${short(value)} → ${whole(shown)}` },
  };
}

/** Whole points of every input: as they are shown, they add up to the total that is shown. */
function wholePoints({ terms, total }: Points): (term: NomogramTerm) => number {
  const exact = terms.map(({ value_points }) => value_points);
  const shown = addUp(exact, total, 0);
  return (term) => shown[terms.indexOf(term)] ?? term.value_points;
}

/** Rulers of the points, of every input, of their total and its probability. */
function groups(nomogram: Points) {
  const { terms, most, per_logit, logit_at_zero, total, probability } = nomogram;
  const shown = wholePoints(nomogram);
  const sorted = [...terms].sort((a, b) => Math.max(...b.points) - Math.max(...a.points));
  const span = { from: 0, to: most };
  const totalOf = (share: number) => (Math.log(share / (1 - share)) - logit_at_zero) * per_logit;
  const shares = ROUND.map((share) => ({ at: totalOf(share), text: say.terms.percent(String(100 * share)) })).filter(
    ({ at }) => at >= 0 && at <= most,
  );
  const points: Ruler = {
    key: "points",
    name: say.study.points,
    marks: ticks(0, 100, 10).map((at) => ({ at, text: String(at) })),
    from: 0,
    to: 100,
  };
  return [
    { most: 100, rulers: [points, ...sorted.map((term) => termRuler(term, shown(term)))] },
    {
      most,
      rulers: [
        {
          key: "total",
          name: say.study.total,
          marks: ticks(0, most, 8).map((at) => ({ at, text: String(at) })),
          ...span,
          value: { at: total, text: whole(total) },
        },
        {
          key: "probability",
          name: say.study.probability,
          marks: shares,
          ...span,
          value: { at: total, text: percent(probability) },
        },
      ],
    },
  ];
}

export function Nomogram({ nomogram }: { nomogram: Points | null }) {
  if (!nomogram) return <p class="quiet">{say.study.noNomogram}</p>;
  const { terms, total, probability } = nomogram;
  const text = say.study.nomogramText(whole(total), percent(probability));
  const shown = wholePoints(nomogram);
  const beyond = terms.some(({ value, range }) => value < range[0] || value > range[1]);
  return (
    <figure class="nomogram" data-test="nomogram">
      <div class="scroll-x" tabIndex={0} role="region" aria-label={say.study.nomogram}>
        <Rulers label={`${say.study.nomogram}. ${text}`} groups={groups(nomogram)} />
      </div>
      <figcaption>
        {text} {say.study.nomogramRead} {beyond && say.study.nomogramBeyond}
      </figcaption>
      <details class="others">
        <summary>{say.study.pointsTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say.answer.columnInput}</th>
              <th scope="col" class="number">
                {say.answer.columnValue}
              </th>
              <th scope="col" class="number">
                {say.study.points}
              </th>
            </tr>
          </thead>
          <tbody>
            {terms.map((term) => (
              <tr key={term.input} data-points={term.input}>
                <th scope="row">
                  <FeatureTerm column={term.input}>{readable(term.input)}</FeatureTerm>
                </th>
                <td class="number">
                  <Num value={term.value} />
                </td>
                <td class="number">
                  <Num value={term.value_points} text={whole(shown(term))} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr class="end">
              <th scope="row">{say.study.total}</th>
              <td class="number">
                <Num value={probability} text={percent(probability)} />
              </td>
              <td class="number">
                <Num value={total} text={whole(total)} />
              </td>
            </tr>
          </tfoot>
        </table>
      </details>
    </figure>
  );
}
