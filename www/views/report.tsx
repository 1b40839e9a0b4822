// The report: one page for the printer (or its PDF). On the screen there is only the card that offers it.
import { useRef } from "preact/hooks";
import { sealCase } from "../actions/capsule.ts";
import { roleName } from "../lib/assign.ts";
import { headlines } from "../lib/headline.ts";
import { bundleName, classifierName, word } from "../lib/names.ts";
import { count, moment } from "../lib/language/format.ts";
import { say } from "../lib/language/index.ts";
import { readable } from "../lib/feature.ts";
import { percent, short, signed } from "../lib/text.ts";
import { readableWarnings } from "../lib/warnings.ts";
import type { ModelAnswer, Prediction, Sequence } from "../protocol.ts";
import { type Result, run, stale } from "../state.ts";
import { reportName } from "../state/beyond.ts";
import { chosen } from "../state/study.ts";
import * as reading from "../state/reading.ts";
import { Icon } from "../widgets/icons.tsx";
import { type Shot, lesionShots } from "./lesionshots.tsx";
import { rangeOf } from "./range.tsx";

/** How much of each list fits the page. */
const MOST = { drivers: 8, warnings: 6 };

/** Enough of a hash to compare by eye; all of it is in JSON and capsule. */
const brief = (hash: string) => hash.slice(0, 16);

function Answers({ prediction }: { prediction: Prediction }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say.answer.columnModel}</th>
          <th scope="col">{say.answer.columnProbability}</th>
          <th scope="col">{say.report.range}</th>
          <th scope="col">{say.answer.columnThreshold}</th>
          <th scope="col">{say.answer.columnClass}</th>
          <th scope="col">{say.report.place}</th>
        </tr>
      </thead>
      <tbody>
        {headlines(prediction.models, chosen.value).map((answer) => {
          const [range, place] = [rangeOf(prediction.interval, answer), answer.out_of_distribution];
          return (
            <tr key={`${answer.model} ${answer.classifier}`} data-report={answer.model}>
              <th scope="row">{answer.model} <small>{classifierName(answer.classifier)}</small></th>
              <td><strong>{percent(answer.probability)}</strong></td>
              <td>{range ? `${percent(range.low)} – ${percent(range.high)}` : say.report.notMeasured}</td>
              <td>{percent(answer.threshold)}</td>
              <td>{word(say.terms.classes, answer.class)}</td>
              <td>{word(say.report.levelsOfPlace, place.level)} <small>p = {short(place.p)}</small></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function DriversOf({ answer }: { answer: ModelAnswer }) {
  const steps = [...answer.contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const most = Math.max(...steps.map(({ contribution }) => Math.abs(contribution)), 1e-9);
  return (
    <table>
      <caption>{say.answer.driversCaption(answer.model)}</caption>
      <tbody>
        {steps.slice(0, MOST.drivers).map(({ feature, value, contribution }) => (
          <tr key={feature}>
            <th scope="row">{readable(feature)}</th>
            <td>{short(value)}</td>
            <td>
              <svg viewBox="-50 0 100 8" class="part" aria-hidden="true">
                <rect class={contribution > 0 ? "high" : "low"} x={Math.min(0, (50 * contribution) / most)} width={(50 * Math.abs(contribution)) / most} height="8" />
              </svg>
            </td>
            <td>{signed(contribution)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Work({ result: { prediction, made } }: { result: Result }) {
  const { done, bundle } = prediction;
  return (
    <>
      <p>
        {done.program} · {bundleName(bundle)} {brief(bundle.sha256)} · {say.report.settings} {brief(done.settings_sha256)} · {say.report.years(done.age_years)} ·{" "}
        {say.report.took(made.seconds.toFixed(1))}
      </p>
      <table>
        <tbody>
          {done.sequences.map(({ sequence, size, spacing_mm, lesion_voxels, lesion_ml, image_sha256, mask_sha256 }) => (
            <tr key={sequence}>
              <th scope="row">{roleName(sequence as Sequence)}</th>
              <td>{size.join(" × ")} · {spacing_mm.map((mm) => short(mm)).join(" × ")} mm</td>
              <td>{say.report.lesion(count(lesion_voxels), short(lesion_ml))}</td>
              <td>{say.report.hashes(brief(image_sha256), brief(mask_sha256))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Warnings({ prediction }: { prediction: Prediction }) {
  const found = readableWarnings(prediction.warnings);
  if (found.length === 0) return <p>{say.report.noWarnings}</p>;
  return (
    <ul>
      {found.slice(0, MOST.warnings).map(({ from, title, text }) => (
        <li key={text}><b>{[from, title].filter(Boolean).join(": ")}</b> <span lang="en">{text}</span></li>
      ))}
      {found.length > MOST.warnings && <li>{say.report.moreWarnings(found.length - MOST.warnings)}</li>}
    </ul>
  );
}

/** The page itself, seen by printers alone. */
export function Report() {
  const kept = useRef<{ of: Result["made"]; shots: Shot[] } | null>(null);
  const now = run.value;
  if (now.phase !== "done") return null;
  const { result } = now;
  // Pictures are of the case that was answered: a changed case does not change them. Voxels may still be on their way.
  const seen = [...reading.loaded.value.values()].filter(({ state }) => state !== "reading").length;
  if (!stale.value && (kept.current?.of !== result.made || kept.current.shots.length === 0) && seen > 0) kept.current = { of: result.made, shots: lesionShots() };
  const shots = kept.current?.of === result.made ? kept.current.shots : [];
  const best = chosen.value;
  return (
    <article class="report" aria-hidden="true" data-test="report">
      <header>
        <h1>{say.report.title}</h1>
        <p>{reportName.value} {moment(result.made.when)}</p>
      </header>
      <p class="report-notice"><strong>{say.frame.notDevice}</strong> {say.report.modelNotice(result.prediction.bundle.demonstration ? say.answer.demonstrationNotice : result.prediction.bundle.notice)}</p>
      <h2>{say.answer.question}</h2>
      <Answers prediction={result.prediction} />
      <p><small>{say.report.rangeMeaning}</small></p>
      <div class="shots">
        {shots.map(({ sequence, slice, slices, picture }) => (
          <figure key={sequence}>
            <img src={picture} alt={say.report.shot(roleName(sequence), slice, slices)} />
            <figcaption>{say.report.shot(roleName(sequence), slice, slices)}</figcaption>
          </figure>
        ))}
      </div>
      <h2>{say.answer.drivers}</h2>
      {best && <DriversOf answer={best} />}
      <h2>{say.answer.worthKnowing}</h2>
      <Warnings prediction={result.prediction} />
      <h2>{say.report.work}</h2>
      <Work result={result} />
    </article>
  );
}

/** What the answer can be taken away as. */
export function ReportCard() {
  return (
    <section class="card beyond" aria-labelledby="report-title" data-test="report-card">
      <h2 id="report-title">{say.report.takeAway}</h2>
      <label class="field">
        <span>{say.report.name}</span>
        <input autocomplete="off" maxLength={60} value={reportName.value} onInput={(event) => (reportName.value = event.currentTarget.value)} />
      </label>
      <p class="quiet">{say.report.nameWhat}</p>
      <div class="row">
        <button type="button" class="button" onClick={() => window.print()}>{say.report.print}</button>
        <button type="button" class="button" onClick={() => void sealCase()}><Icon name="download" /> {say.report.seal}</button>
      </div>
      <p class="quiet">{say.report.sealWhat}</p>
    </section>
  );
}
