// The model in use: what it is for and what not, whom it was made from, how it did.
import type { Description } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";
import { filesOfInput } from "../intake/files.ts";
import { say } from "../language/index.ts";
import { bundleName, word } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { Picker } from "../ui/picker.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { openBundle, useBundled } from "./open_model.ts";
import { PerformanceTable } from "./performance.tsx";
import { opened, opening } from "./state.ts";

/** What became of the last file that was opened. */
function Opened() {
  const last = opened.value;
  return (
    <div aria-live="polite" data-test="opened">
      {last && (
        <Message tone={last.problem ? "error" : "info"} title={last.problem ? say.models.refused(last.name) : undefined}>
          <p>{last.problem ? <ProblemText problem={last.problem} /> : say.models.opened(last.name)}</p>
        </Message>
      )}
    </div>
  );
}

function Cohorts({ cohorts }: Description) {
  return (
    <table class="cohorts">
      <caption class="visually-hidden">{say.models.cohorts}</caption>
      <thead>
        <tr>
          <th scope="col">{say.models.cohort}</th>
          <th scope="col" class="number">{say.models.metastases}</th>
          <th scope="col" class="number">{say.models.primaries}</th>
          <th scope="col" class="number">{say.models.age}</th>
          <th scope="col" class="number">{say.models.centers}</th>
        </tr>
      </thead>
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

function Facts({ description }: { description: Description }) {
  const { card, sequences, deep, training, sha256, settings, spacing_mm } = description;
  const mm = (spacing: readonly number[]) => spacing.map((one) => short(one)).join(" × ");
  return (
    <>
      <dl class="facts">
        {(["intended_use", "population", "limits", "licence"] as const).map((key) => (
          <>
            <dt>{{ intended_use: say.models.intended, population: say.models.population, limits: say.models.limits, licence: say.models.licence }[key]}</dt>
            <dd lang="en">{card[key]}</dd>
          </>
        ))}
        <dt>{say.models.sequences}</dt>
        <dd>{say.terms.list(sequences.map((sequence) => say.terms.sequences[sequence].short))}</dd>
        {spacing_mm.length > 0 && <dt>{say.models.spacing}</dt>}
        {spacing_mm.length > 0 && (
          <dd data-test="spacing">
            {say.terms.list(spacing_mm.map(({ sequence, low_mm, high_mm }) => say.models.spacingOf(say.terms.sequences[sequence].short, mm(low_mm), mm(high_mm))))}
          </dd>
        )}
        <dt>{say.models.network}</dt>
        <dd>{deep ? <span lang="en">{deep.network}</span> : say.models.noNetwork}</dd>
        <dt>{say.models.training}</dt>
        <dd>{say.models.trainingText(training.folds, word(say.models.calibrations, training.calibration), training.seed)}</dd>
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

export function ModelCard() {
  const used = model.value;
  const pick = (input: HTMLInputElement) => {
    const [first] = filesOfInput(input);
    if (first) void openBundle(first.file);
  };
  return (
    <section class="card" aria-labelledby="used-title" data-test="used" data-sha256={used?.description.sha256} data-origin={used?.origin}>
      <div class="card-head">
        <h2 id="used-title">{say.models.inUse}</h2>
        <div class="row">
          {used && used.origin !== "bundled" && (
            <button type="button" class="button" onClick={() => void useBundled()}>{say.models.bundled}</button>
          )}
          <Picker disabled={!used || opening.value} onPick={pick}>
            <Icon name="file" /> {say.models.open}
          </Picker>
        </div>
      </div>
      <Opened />
      {used && (
        <>
          <p>
            <strong>{bundleName(used.description)}</strong>{" "}
            <span class="quiet">
              {word(say.models.origins, used.origin)} · {used.description.demonstration ? say.answer.demonstrationNotice : <span lang="en">{used.description.notice}</span>}
            </span>
          </p>
          <div class="halves">
            <div><Facts description={used.description} /></div>
            <Cohorts {...used.description} />
          </div>
          <PerformanceTable description={used.description} of={say.models.inUse} />
        </>
      )}
    </section>
  );
}
