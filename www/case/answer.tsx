// The result of the analysis: its progress, then the answer at a glance, and below the images all the rest.
import { AllAnswers } from "../answer/all_answers.tsx";
import { Busy } from "../answer/busy.tsx";
import { Contributions } from "../answer/contributions.tsx";
import { Curves } from "../answer/curves.tsx";
import { Features } from "../answer/features.tsx";
import { MaskSensitivity } from "../answer/mask_sensitivity.tsx";
import { ModelPicker } from "../answer/model_picker.tsx";
import { Notes } from "../answer/notes.tsx";
import { Prevalence } from "../answer/prevalence.tsx";
import { Similarity } from "../answer/similarity.tsx";
import { chosen, foundSensitivity, sensitivityInFiles } from "../answer/state.ts";
import { Timing } from "../answer/timing.tsx";
import { modelKey, Verdict } from "../answer/verdict.tsx";
import { caseFile } from "../core/case_id.ts";
import { stale } from "../core/inputs.ts";
import { type Result, run } from "../core/store.ts";
import { EngineUsed } from "../deep/engine.tsx";
import { say } from "../language/index.ts";
import { ReportCard } from "../report/report.tsx";
import { save } from "../ui/download.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { ProblemText } from "../ui/problem_text.tsx";

/** Prints the answer, or saves it as the command line writes it. */
function TakeAway({ result }: { result: Result }) {
  // Whether the mask sensitivity is in a file is the user's word, and not a matter of when it is pressed.
  const { json, csv } = (sensitivityInFiles.value && foundSensitivity.value) || result;
  return (
    <div class="row">
      <button type="button" class="button" onClick={() => window.print()}>
        {say.report.print}
      </button>
      <button type="button" class="button" onClick={() => save(caseFile("discern-features.csv"), "text/csv", csv)}>
        <Icon name="download" /> CSV
      </button>
      <button
        type="button"
        class="button"
        onClick={() => save(caseFile("discern-answer.json"), "application/json", json)}
      >
        <Icon name="download" /> JSON
      </button>
    </div>
  );
}

/** The answer at a glance. */
function Glance({ result }: { result: Result }) {
  return (
    <section class="card head" aria-labelledby="answer-title" data-seconds={JSON.stringify(result.seconds)}>
      {stale.value && (
        <Message tone="warning">
          <p data-test="stale">{say.answer.stale}</p>
        </Message>
      )}
      <Verdict prediction={result.prediction} />
      <Notes prediction={result.prediction} />
      <ModelPicker prediction={result.prediction} />
      {result.network && <EngineUsed report={result.network.report} />}
      <Prevalence shift={result.prediction.prevalence} />
      <TakeAway result={result} />
    </section>
  );
}

function Failed() {
  const now = run.value;
  if (now.phase !== "failed") return null;
  return (
    <div class="head" id="failed" tabIndex={-1}>
      <Message tone="error" alert title={say.answer.failed}>
        <p data-test="failure">
          <ProblemText problem={now.problem} />
        </p>
      </Message>
    </div>
  );
}

/** What stands first: how far the analysis is, what it found, or why it found nothing. */
export function AnswerHead() {
  const now = run.value;
  if (now.phase === "busy") return <Busy sequences={now.sequences} network={now.network} />;
  if (now.phase === "done") return <Glance result={now.result} />;
  return <Failed />;
}

/** What stands below the images: what drove the answer, then all the rest. */
export function AnswerRest() {
  const [now, answer] = [run.value, chosen.value];
  if (now.phase !== "done" || !answer) return null;
  const { prediction, features, seconds, network } = now.result;
  const key = `${modelKey(answer)} ${answer.probability}`;
  return (
    <div class="rest">
      <Contributions key={`drivers ${key}`} />
      <Similarity key={`place ${key}`} answer={answer} models={prediction.models} />
      <AllAnswers prediction={prediction} />
      <MaskSensitivity prediction={prediction} />
      <Curves key={`curves ${key}`} />
      <ReportCard />
      <Features rows={features} />
      <Timing seconds={seconds} network={network} />
    </div>
  );
}
