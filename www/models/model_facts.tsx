// What a model file states about itself: use and limits, training, cohorts.
import type { Description } from "../core/protocol/index.ts";
import { clinicalMeaning } from "../language/clinical.ts";
import { say } from "../language/index.ts";
import { modelsMadeOf } from "../language/made_of.ts";
import { word } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { Heads } from "../ui/heads.tsx";

/** The cohorts a model was trained and tested on. */
export function Cohorts({ cohorts }: Description) {
  return (
    <table class="cohorts">
      <caption class="visually-hidden">{say.models.cohorts}</caption>
      <Heads
        names={[say.models.cohort, say.models.metastases, say.models.primaries, say.models.age, say.models.centers]}
        numbers={[1, 2, 3, 4]}
      />
      <tbody>
        {cohorts.map(({ split, metastases, primaries, age_years, centers }) => (
          <tr key={split}>
            <th scope="row">{say.study.splits[split]}</th>
            <td class="number">{metastases}</td>
            <td class="number">{primaries}</td>
            <td class="number">{age_years ? `${age_years[0].toFixed(1)} (${age_years[1].toFixed(1)})` : "–"}</td>
            <td class="number">{centers}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A sentence of the card: one that training writes, in the language of the page; one of the owner, as it is. */
function Sentence({ text }: { text: string }) {
  const isStandard = Object.hasOwn(say.models.standard, text);
  return <dd lang={isStandard ? undefined : "en"}>{isStandard ? word(say.models.standard, text) : text}</dd>;
}

/** What a model is for and how it was made. */
export function Facts({ description }: { description: Description }) {
  const { card, sequences, clinical, deep, training, sha256, settings, spacing_mm, recalibrated } = description;
  const titles = {
    intended_use: say.models.intended,
    population: say.models.population,
    limits: say.models.limits,
    licence: say.models.licence,
  };
  const mm = (spacing: readonly number[]) => spacing.map((one) => short(one)).join(" × ");
  return (
    <>
      <dl class="facts">
        {Object.entries(titles).map(([key, title]) => (
          <>
            <dt>{title}</dt>
            <Sentence text={card[key as keyof typeof titles]} />
          </>
        ))}
        {recalibrated && (
          <>
            <dt>{say.validation.record}</dt>
            <dd data-test="recalibrated">
              {say.validation.recordText(
                say.validation.updates[recalibrated.update],
                recalibrated.cases,
                recalibrated.patients,
              )}
            </dd>
            <dt>{say.validation.parent}</dt>
            <dd class="hash">{recalibrated.parent_sha256}</dd>
          </>
        )}
        <dt>{say.models.sequences}</dt>
        <dd>{say.terms.list(sequences.map((sequence) => say.terms.sequences[sequence].short))}</dd>
        {spacing_mm.length > 0 && <dt>{say.models.spacing}</dt>}
        {spacing_mm.length > 0 && (
          <dd data-test="spacing">
            {say.terms.list(
              spacing_mm.map(({ sequence, low_mm, high_mm }) =>
                say.models.spacingOf(say.terms.sequences[sequence].short, mm(low_mm), mm(high_mm)),
              ),
            )}
          </dd>
        )}
        <dt>{say.models.madeOf}</dt>
        <dd data-test="made-of">{say.terms.list(modelsMadeOf(description))}</dd>
        {clinical.length > 0 && <dt>{say.models.clinical}</dt>}
        {clinical.length > 0 && <dd data-test="clinical">{say.terms.list(clinical.map(clinicalMeaning))}</dd>}
        <dt>{say.models.network}</dt>
        <dd>{deep ? <span lang="en">{deep.network}</span> : say.models.noNetwork}</dd>
        <dt>{say.models.training}</dt>
        <dd>
          {say.models.trainingText(training.folds, word(say.models.calibrations, training.calibration), training.seed)}
        </dd>
        <dt>{say.models.hash}</dt>
        <dd class="hash">{sha256}</dd>
      </dl>
      <details class="others">
        <summary>{say.models.settings}</summary>
        <pre lang="en">{settings}</pre>
      </details>
    </>
  );
}
