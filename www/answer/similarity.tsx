// Similarity of the case to the training cases (out-of-distribution check): as a whole, and input by input.
import type { Contribution, Level, ModelAnswer } from "../core/protocol/index.ts";
import { FeatureTerm, Terms } from "../glossary/term.tsx";
import { readable } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { countedShare, percent, short } from "../language/numbers.ts";
import { linear } from "../ui/axis.ts";
import { Heads } from "../ui/heads.tsx";
import { Icon } from "../ui/icons.tsx";
import { Num } from "../ui/number.tsx";

/** The smallest p of the scale. */
const LEAST = 1e-5;
/** Place on the scale in per cent: p = 1 on the left, the smallest p on the right, logarithmic. */
const along = (share: number) => (100 * -Math.log10(Math.max(LEAST, share))) / -Math.log10(LEAST);

/** The scale with its bands; hidden from screen readers, as the text beside it says the same. */
function Bands({ p, level }: { p: number; level: Level }) {
  const [unusual, outside] = [along(0.025), along(0.001)];
  return (
    <div class="bands" aria-hidden="true">
      <svg width="100%" height="22">
        <rect class="inside" x="0" width={`${unusual}%`} y="7" height="8" />
        <rect class="unusual" x={`${unusual}%`} width={`${outside - unusual}%`} y="7" height="8" />
        <rect class="outside" x={`${outside}%`} width={`${100 - outside}%`} y="7" height="8" />
        <circle class={level} cx={`${Math.min(98.5, Math.max(1.5, along(p)))}%`} cy="11" r="7" />
      </svg>
      <div class="bands-ends">
        {[1, 0.025, 0.001].map((share) => (
          <span key={share} style={{ left: `${along(share)}%` }}>
            {countedShare(share)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** One input within the range of the training cases. */
function Strip({ value, training_range: [low, high] }: Contribution) {
  const room = 0.12 * (high - low || 1);
  const at = linear([Math.min(low, value) - room, Math.max(high, value) + room], [0, 100]);
  const out = value < low || value > high;
  return (
    <svg class="strip" width="100%" height="16" aria-hidden="true">
      <line x1="0" x2="100%" y1="8" y2="8" />
      <rect x={`${at(low)}%`} width={`${at(high) - at(low)}%`} y="5" height="6" rx="3" />
      <circle class={out ? "out" : ""} cx={`${at(value)}%`} cy="8" r="4.5" />
    </svg>
  );
}

function Inputs({ parts, caption }: { parts: readonly Contribution[]; caption: string }) {
  return (
    <table class="ranges">
      <caption class="visually-hidden">{caption}</caption>
      <Heads
        names={[say.answer.columnInput, say.answer.columnValue, say.study.trainingRange, say.study.deviations]}
        numbers={[1, 3]}
      />
      <tbody>
        {parts.map((part) => (
          <tr key={part.feature} data-range={part.feature}>
            <th scope="row">
              <FeatureTerm column={part.feature}>{readable(part.feature)}</FeatureTerm>
            </th>
            <td class="number">
              <Num value={part.value} />
            </td>
            <td class="between">
              <span class="quiet">{short(part.training_range[0])}</span>
              <Strip {...part} />
              <span class="quiet">{short(part.training_range[1])}</span>
            </td>
            <td class="number">
              <Num value={part.z} sign />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `answer` is the one shown; where it has no contributions, the inputs are taken from other answers of its model. */
export function Similarity({ answer, models }: { answer: ModelAnswer; models: readonly ModelAnswer[] }) {
  const { level, squared_distance, inputs, p, outliers } = answer.out_of_distribution;
  const same = models.find(({ model, contributions }) => model === answer.model && contributions.length > 0);
  const parts = answer.contributions.length > 0 ? answer.contributions : (same?.contributions ?? []);
  const out = parts.filter(({ feature }) => outliers.includes(feature));
  return (
    <section class="card" aria-labelledby="similarity-title" data-test="similarity" data-level={level}>
      <div class="card-head">
        <h2 id="similarity-title">{say.study.similarity}</h2>
        <p class={`badge ${level}`}>
          <Icon name={level === "inside" ? "check" : "warning"} /> {say.study.levels[level]}
        </p>
      </div>
      <Bands p={p} level={level} />
      <p class="quiet">
        {say.study.placeText(short(squared_distance), inputs, percent(p))}
        {say.terms.space}
        {say.study.placeBands}
      </p>
      {out.length > 0 ? (
        <>
          <h3>{say.study.outliers}</h3>
          <Inputs parts={out} caption={say.study.outliers} />
        </>
      ) : (
        <p class="quiet">{say.study.noOutliers}</p>
      )}
      {parts.length > 0 && (
        <details class="others">
          <summary>{say.study.everyInput(parts.length)}</summary>
          <Inputs parts={parts} caption={say.study.everyInput(parts.length)} />
        </details>
      )}
      <Terms of={["mahalanobis", "deviations"]} />
    </section>
  );
}
