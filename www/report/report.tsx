// The report: one page to print or save as PDF. On the screen there is only the card that offers it.
import { useRef } from "preact/hooks";
import { PrevalenceNote } from "../answer/prevalence.tsx";
import { charts, chosen, foundSensitivity } from "../answer/state.ts";
import { accuracyText, trainedText } from "../answer/trust.tsx";
import { modelKey } from "../answer/verdict.tsx";
import { sealCase } from "../answer/verify_capsule.ts";
import { caseId } from "../core/case_id.ts";
import { stale } from "../core/inputs.ts";
import { descriptionOf, type Result, run } from "../core/store.ts";
import { moment } from "../language/format.ts";
import { say } from "../language/index.ts";
import { modelsMadeOf } from "../language/made_of.ts";
import { noticeOf, roleName } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { Icon } from "../ui/icons.tsx";
import * as viewer from "../viewer/state.ts";
import { lesionSnapshots, type Snapshot } from "./lesion_snapshots.tsx";
import { ContributionsOf } from "./report_contributions.tsx";
import { lesionSize, Warnings, Work } from "./report_notes.tsx";
import { Answers, Doubted } from "./report_sections.tsx";
import { SelfTestLine, SelfTestPages } from "./selftest_pages.tsx";

/** The page itself, visible in print only. */
export function Report() {
  const kept = useRef<{ of: Result["answered"]; shots: Snapshot[] } | null>(null);
  const now = run.value;
  if (now.phase !== "done") return null;
  const { result } = now;
  // The pictures are those of the answered case, whatever is changed later; the voxels may still be loading.
  const read = [...viewer.loaded.value.values()];
  const isRead = read.length > 0 && read.every(({ state }) => state !== "reading");
  if (!stale.value && isRead && (kept.current?.of !== result.answered || kept.current.shots.length === 0))
    kept.current = { of: result.answered, shots: lesionSnapshots() };
  const shots = kept.current?.of === result.answered ? kept.current.shots : [];
  const best = chosen.value;
  const used = descriptionOf(result.prediction);
  const whose = [caseId.value.trim(), moment(result.answered.when)].filter(Boolean).join(" · ");
  const drawn = charts.value?.of === best ? charts.value : null;
  // Another answer is another report: what a browser's translator made of the texts of the one before goes with it.
  const key = [best && modelKey(best), best?.probability, foundSensitivity.value !== undefined, drawn !== null].join(
    " ",
  );
  return (
    <article key={key} class="report" aria-hidden="true" data-test="report">
      <header>
        <h1>{say.report.title}</h1>
        <p key={whose}>{whose}</p>
      </header>
      <p class="report-notice">
        <strong>{say.frame.notDevice}</strong> {say.report.modelNotice(noticeOf(result.prediction.bundle))}
      </p>
      {stale.value && (
        <p>
          <strong data-test="report-stale">{say.answer.stale}</strong>
        </p>
      )}
      <h2>{say.answer.question}</h2>
      {best && <Doubted answer={best} />}
      <Answers prediction={result.prediction} />
      {used && (
        <p data-test="report-made-of">
          <small>{say.terms.list(modelsMadeOf(used))}</small>
        </p>
      )}
      {best && (
        <p data-test="report-accuracy">
          {say.terms.sentences([accuracyText(best, result.prediction), trainedText(result.prediction) ?? ""])}
        </p>
      )}
      <p>
        <small>
          <PrevalenceNote shift={result.prediction.prevalence} /> {say.report.sensitivityMeaning}
        </small>
      </p>
      <div class="shots">
        {shots.map(({ sequence, slice, slices, picture, window: { width, level } }) => (
          <figure key={sequence}>
            <img src={picture} alt={say.report.shot(roleName(sequence), slice, slices)} />
            <figcaption>
              {say.report.shot(roleName(sequence), slice, slices)}
              <br />
              <small data-test="report-window">{say.report.window(short(width), short(level))}</small>
            </figcaption>
          </figure>
        ))}
      </div>
      <p data-test="report-size">{lesionSize(result)}</p>
      <h2>{say.answer.contributions}</h2>
      {best && <ContributionsOf answer={best} nomogram={drawn?.charts.nomogram ?? null} />}
      <h2>{say.answer.worthKnowing}</h2>
      <Warnings prediction={result.prediction} />
      <h2>{say.report.work}</h2>
      <Work result={result} />
      <SelfTestLine />
      <SelfTestPages />
    </article>
  );
}

/** The card with the ways to take the answer along: print, capsule. */
export function ReportCard() {
  return (
    <section class="card stacked" aria-labelledby="report-title" data-test="report-card">
      <h2 id="report-title">{say.report.takeAway}</h2>
      <div class="row">
        <button type="button" class="button" onClick={() => window.print()}>
          {say.report.print}
        </button>
        <button type="button" class="button" onClick={() => void sealCase()}>
          <Icon name="download" /> {say.report.seal}
        </button>
      </div>
      <p class="quiet">{say.report.sealWhat}</p>
    </section>
  );
}
