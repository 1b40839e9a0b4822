// Training a model: the feature table, the options, the progress.
import { pool } from "../core/store.ts";
import { filesOfInput } from "../intake/files.ts";
import { taskName } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { Picker } from "../ui/picker.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { Remaining } from "../ui/remaining.tsx";
import { options, type Table, type Training, table, tableProblem, training } from "./state.ts";
import { develop, stop, takeTable } from "./train.ts";
import { Options } from "./train_options.tsx";
import { TrainedModelCard } from "./trained_model.tsx";

function Contents({ table: { name, contents, source, clinical } }: { table: Table }) {
  const cases = contents.cohorts.reduce((sum, { primaries, metastases }) => sum + primaries + metastases, 0);
  const sequences = say.terms.list(contents.sequences.map((sequence) => say.terms.sequences[sequence].short));
  const cohorts = contents.cohorts.map(
    ({ split, primaries, metastases }) => `${say.study.splits[split]} ${primaries + metastases}`,
  );
  return (
    <dl class="facts" data-test="table">
      <dt>{say.models.table}</dt>
      <dd>
        {name} <span class="quiet">{say.models.tableText(cases, contents.columns, sequences)}</span>
      </dd>
      <dt>{say.models.cohorts}</dt>
      <dd>{say.terms.list(cohorts)}</dd>
      <dt>{say.models.madeBy}</dt>
      <dd>{source ? say.models.sourceFrom(source.from) : say.models.sourceMissing}</dd>
      <dt>{say.models.clinical}</dt>
      <dd>
        {clinical
          ? say.models.clinicalFrom(say.terms.list(clinical.inputs.map(({ name }) => name)), clinical.from)
          : say.models.clinicalAge}
      </dd>
    </dl>
  );
}

function Progress({ now }: { now: Training & { phase: "busy" } }) {
  const {
    doing,
    progress: { done, total, next },
  } = now;
  return (
    <div class="training" data-test="training">
      <strong>{say.models.doing[doing]}</strong>
      <progress max={1} value={total > 0 ? done / total : 0} aria-label={say.models.doing[doing]} />
      <span class="quiet">
        {total > 0 && say.terms.percent(String(Math.floor((100 * done) / total)))} {taskName(next)}
      </span>
      <Remaining key={doing} done={done} total={total} />
      <button type="button" class="button" onClick={stop}>
        <Icon name="close" /> {say.models.stop}
      </button>
    </div>
  );
}

export function TrainForm() {
  const [now, taken, problem] = [training.value, table.value, tableProblem.value];
  const busy = now.phase === "busy";
  return (
    <section class="card" aria-labelledby="train-title" data-test="train-form">
      <div class="card-head">
        <h2 id="train-title" tabIndex={-1}>
          {say.models.make}
        </h2>
        <Picker disabled={!pool.value || busy} onPick={(input) => void takeTable(filesOfInput(input))}>
          <Icon name="file" /> {say.models.chooseTable}
        </Picker>
      </div>
      <p class="quiet">{say.models.makeText}</p>
      {problem && (
        <Message tone="error" alert title={say.terms.labelled(say.models.noTable, problem.name)}>
          <p data-test="table-problem">
            <ProblemText problem={problem.problem} />
          </p>
          <p data-test="table-needs">{say.models.tableNeeds}</p>
        </Message>
      )}
      {taken && (
        <>
          <Contents table={taken} />
          <Options disabled={busy} />
          {now.phase === "busy" ? (
            <Progress now={now} />
          ) : (
            <button
              type="button"
              class="button"
              disabled={options.value.classifiers.length === 0}
              onClick={() => void develop()}
            >
              <Icon name="play" /> {say.models.train}
            </button>
          )}
        </>
      )}
      {now.phase === "failed" && (
        <Message tone="error" alert title={say.models.stopped}>
          <p data-test="training-problem">
            <ProblemText problem={now.problem} />
          </p>
        </Message>
      )}
      <TrainedModelCard />
    </section>
  );
}
