// The right-hand side of the screen: explanation before the analysis, then its progress, then the answer.
import { Contributions } from "../answer/contributions.tsx";
import { Curves } from "../answer/curves.tsx";
import { Features } from "../answer/features.tsx";
import { MaskSensitivity } from "../answer/mask_sensitivity.tsx";
import { Similarity } from "../answer/similarity.tsx";
import { chosen } from "../answer/state.ts";
import { Timing } from "../answer/timing.tsx";
import { Verdict } from "../answer/verdict.tsx";
import { SEQUENCES } from "../core/roles.ts";
import { entryOf, needed, type Result, run, type SequenceProgress, stale } from "../core/store.ts";
import { EngineUsed } from "../deep/engine.tsx";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { taskName } from "../language/said.ts";
import { readableWarnings } from "../language/warnings.ts";
import { ReportCard } from "../report/report.tsx";
import { save } from "../ui/download.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { ProblemText, WarningText } from "../ui/problem_text.tsx";
import { Empty } from "./empty.tsx";

function Track({ name, progress }: { name: string; progress: SequenceProgress }) {
  const share = progress.state === "done" ? 1 : progress.total > 0 ? progress.done / progress.total : 0;
  const words = progress.state === "running" ? taskName(progress.next) : say.answer[progress.state];
  return (
    <li class={`track ${progress.state}`}>
      <span class="track-name">{name}</span>
      <progress max={1} value={share} aria-label={name} />
      <span class="quiet">{words}</span>
    </li>
  );
}

interface BusyProps {
  sequences: Record<string, SequenceProgress>;
  network: SequenceProgress | null;
}

function Busy({ sequences, network }: BusyProps) {
  return (
    <section class="card busy" aria-labelledby="busy-title" data-test="busy">
      <div class="card-head">
        <h2 id="busy-title">{say.answer.analysing}</h2>
      </div>
      <p class="quiet">{say.answer.here}</p>
      <ul class="tracks">
        {needed.value.map((sequence) => {
          const progress = sequences[sequence];
          return progress && <Track key={sequence} name={roleName(sequence)} progress={progress} />;
        })}
        {network && <Track name={say.deep.name} progress={network} />}
      </ul>
    </section>
  );
}

function Done({ result }: { result: Result }) {
  const warnings = readableWarnings(result.prediction.warnings);
  const answer = chosen.value;
  return (
    <div data-test="answer" data-seconds={JSON.stringify(result.seconds)}>
      <section class="card" aria-labelledby="answer-title">
        <div class="card-head">
          <h2 id="answer-title" tabIndex={-1}>
            {say.answer.question}
          </h2>
          <div class="row">
            <button type="button" class="button" onClick={() => window.print()}>
              {say.report.print}
            </button>
            <button type="button" class="button" onClick={() => save("discern-features.csv", "text/csv", result.csv)}>
              <Icon name="download" /> CSV
            </button>
            <button
              type="button"
              class="button"
              onClick={() => save("discern-answer.json", "application/json", result.json)}
            >
              <Icon name="download" /> JSON
            </button>
          </div>
        </div>
        {stale.value && (
          <Message tone="warning">
            <p data-test="stale">{say.answer.stale}</p>
          </Message>
        )}
        <Verdict prediction={result.prediction} />
        {result.network && <EngineUsed report={result.network.report} />}
        {warnings.length > 0 && (
          <div data-test="warnings">
            <Message tone="warning" title={say.answer.worthKnowing}>
              <ul>
                {warnings.map((warning) => (
                  <li key={warning.text}>
                    <WarningText warning={warning} />
                  </li>
                ))}
              </ul>
            </Message>
          </div>
        )}
      </section>
      {answer && <Similarity answer={answer} models={result.prediction.models} />}
      <Contributions />
      <Curves />
      <MaskSensitivity result={result} />
      <ReportCard />
      <Features rows={result.features} />
      <Timing seconds={result.seconds} network={result.network} />
    </div>
  );
}

export function Answer() {
  return (
    <>
      <p class="visually-hidden" role="status">
        {run.value.phase === "busy" && say.answer.analysing}
        {run.value.phase === "done" && say.answer.ready}
      </p>
      <Now />
    </>
  );
}

function Now() {
  const now = run.value;
  if (now.phase === "busy") return <Busy sequences={now.sequences} network={now.network} />;
  if (now.phase === "done") return <Done result={now.result} />;
  return (
    <>
      {now.phase === "failed" && (
        <Message tone="error" alert title={say.answer.failed}>
          <p data-test="failure">
            <ProblemText problem={now.problem} />
          </p>
        </Message>
      )}
      {!SEQUENCES.some(entryOf) && <Empty />}
    </>
  );
}
