// The right-hand side: what will come, what is going on, what came out.
import { save } from "../actions/download.ts";
import { ROLES, SEQUENCES } from "../lib/assign.ts";
import { sentence } from "../lib/text.ts";
import { readableWarnings } from "../lib/warnings.ts";
import { type Result, type SequenceProgress, run, stale } from "../state.ts";
import { Icon } from "../widgets/icons.tsx";
import { Message } from "../widgets/message.tsx";
import { Drivers } from "./drivers.tsx";
import { Empty } from "./empty.tsx";
import { Features } from "./features.tsx";
import { Verdict } from "./verdict.tsx";

function Track({ name, progress }: { name: string; progress: SequenceProgress }) {
  const share = progress.state === "done" ? 1 : progress.total > 0 ? progress.done / progress.total : 0;
  const words = progress.state === "done" ? "done" : progress.state === "waiting" ? "waiting" : progress.what;
  return (
    <li class={`track ${progress.state}`}>
      <span class="track-name">{name}</span>
      <progress max={1} value={share} aria-label={name} />
      <span class="quiet">{words}</span>
    </li>
  );
}

function Busy({ sequences }: { sequences: Record<string, SequenceProgress> }) {
  return (
    <section class="card busy" aria-labelledby="busy-title" data-test="busy">
      <div class="card-head">
        <h2 id="busy-title">Analysing</h2>
      </div>
      <p class="quiet">In this browser, several sequences at a time</p>
      <ul class="tracks">
        {SEQUENCES.map((sequence) => {
          const progress = sequences[sequence];
          const name = ROLES.find(({ role }) => role === sequence)?.name ?? sequence;
          return progress && <Track key={sequence} name={name} progress={progress} />;
        })}
      </ul>
    </section>
  );
}

function Done({ result }: { result: Result }) {
  const warnings = readableWarnings(result.prediction.warnings);
  return (
    <div data-test="answer" data-seconds={JSON.stringify(result.seconds)}>
      <section class="card" aria-labelledby="answer-title">
        <div class="card-head">
          <h2 id="answer-title" tabIndex={-1}>Metastasis rather than primary?</h2>
          <div class="row">
            <button type="button" class="button" onClick={() => save("discern-features.csv", "text/csv", result.csv)}>
              <Icon name="download" /> CSV
            </button>
            <button type="button" class="button" onClick={() => save("discern-answer.json", "application/json", result.json)}>
              <Icon name="download" /> JSON
            </button>
          </div>
        </div>
        {stale.value && (
          <Message tone="warning">
            <p>The case has changed since this answer. Analyse again.</p>
          </Message>
        )}
        <Verdict prediction={result.prediction} />
        {warnings.length > 0 && (
          <div data-test="warnings">
            <Message tone="warning" title="Worth knowing">
              <ul>
                {warnings.map((message) => (
                  <li key={message}>{message}.</li>
                ))}
              </ul>
            </Message>
          </div>
        )}
      </section>
      <Drivers models={result.prediction.models} />
      <Features rows={result.features} />
    </div>
  );
}

/** Read out when it changes. */
const SPOKEN = { idle: "", busy: "Analysing", failed: "", done: "The answer is ready" };

export function Answer() {
  return (
    <>
      <p class="visually-hidden" role="status">{SPOKEN[run.value.phase]}</p>
      <Now />
    </>
  );
}

function Now() {
  const now = run.value;
  if (now.phase === "busy") return <Busy sequences={now.sequences} />;
  if (now.phase === "done") return <Done result={now.result} />;
  return (
    <>
      {now.phase === "failed" && (
        <Message tone="error" alert title="The analysis could not be finished">
          <p data-test="failure">{sentence(now.problem)}</p>
          {now.problem.hint && <p>{now.problem.hint}.</p>}
        </Message>
      )}
      <Empty />
    </>
  );
}
