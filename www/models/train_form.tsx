// A model in the making: the table, the options, the progress.
import { pool } from "../core/store.ts";
import { filesOfInput } from "../intake/files.ts";
import { say } from "../language/index.ts";
import { classifierName } from "../language/names.ts";
import { stepName } from "../language/progress_words.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { Picker } from "../ui/picker.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { CLASSIFIERS, type Making, type Table, making, options, table, tableProblem } from "./state.ts";
import { develop, stop, takeTable } from "./train.ts";
import { Made } from "./trained_model.tsx";

const set = (part: Partial<typeof options.value>) => (options.value = { ...options.value, ...part });

function Contents({ table: { name, contents, source } }: { table: Table }) {
  const cases = contents.cohorts.reduce((sum, { primaries, metastases }) => sum + primaries + metastases, 0);
  const sequences = say.terms.list(contents.sequences.map((sequence) => say.terms.sequences[sequence].short));
  const cohorts = contents.cohorts.map(({ split, primaries, metastases }) => `${say.study.splits[split]} ${primaries + metastases}`);
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
    </dl>
  );
}

function Options({ disabled }: { disabled: boolean }) {
  const { name, seed, calibration, classifiers, demonstration } = options.value;
  const toggle = (kind: string) => {
    const wanted = classifiers.includes(kind) ? classifiers.filter((one) => one !== kind) : [...classifiers, kind];
    set({ classifiers: CLASSIFIERS.filter((one) => wanted.includes(one)) });
  };
  return (
    <fieldset class="options" disabled={disabled}>
      <legend class="visually-hidden">{say.models.make}</legend>
      <label class="inline">
        {say.models.name}
        <input id="model-name" type="text" value={name} onInput={(event) => set({ name: event.currentTarget.value })} />
      </label>
      <label class="inline">
        {say.models.seed}
        <input id="model-seed" type="number" min={0} step={1} value={seed} onInput={(event) => set({ seed: Math.max(0, Math.floor(Number(event.currentTarget.value) || 0)) })} />
      </label>
      <label class="inline">
        {say.models.calibration}
        <select value={calibration} onChange={(event) => set({ calibration: event.currentTarget.value === "isotonic" ? "isotonic" : "platt" })}>
          <option value="platt">{say.models.calibrations.platt}</option>
          <option value="isotonic">{say.models.calibrations.isotonic}</option>
        </select>
      </label>
      <label class="inline">
        <input type="checkbox" checked={demonstration} onChange={() => set({ demonstration: !demonstration })} /> {say.models.simulated}
      </label>
      <div class="checks" role="group" aria-label={say.models.classifiers}>
        {CLASSIFIERS.map((kind) => (
          <label key={kind} class="inline" data-classifier={kind}>
            <input type="checkbox" checked={classifiers.includes(kind)} onChange={() => toggle(kind)} /> {classifierName(kind)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Progress({ now }: { now: Making & { phase: "busy" } }) {
  const { doing, progress: { done, total, what } } = now;
  return (
    <div class="making" data-test="making">
      <strong>{say.models.doing[doing]}</strong>
      <progress max={1} value={total > 0 ? done / total : 0} aria-label={say.models.doing[doing]} />
      <span class="quiet">
        {total > 0 && say.models.step(done, total)} {stepName(what)}
      </span>
      <button type="button" class="button" onClick={stop}>
        <Icon name="close" /> {say.models.stop}
      </button>
    </div>
  );
}

export function Make() {
  const [now, taken, problem] = [making.value, table.value, tableProblem.value];
  const busy = now.phase === "busy";
  return (
    <section class="card" aria-labelledby="make-title" data-test="make">
      <div class="card-head">
        <h2 id="make-title">{say.models.make}</h2>
        <Picker disabled={!pool.value || busy} onPick={(input) => void takeTable(filesOfInput(input))}>
          <Icon name="file" /> {say.models.chooseTable}
        </Picker>
      </div>
      <p class="quiet">{say.models.makeText}</p>
      {problem && (
        <Message tone="error" alert title={`${say.models.noTable}: ${problem.name}`}>
          <p data-test="table-problem"><ProblemText problem={problem.problem} /></p>
        </Message>
      )}
      {taken && (
        <>
          <Contents table={taken} />
          <Options disabled={busy} />
          {now.phase === "busy" ? (
            <Progress now={now} />
          ) : (
            <button type="button" class="button" disabled={options.value.classifiers.length === 0} onClick={() => void develop()}>
              <Icon name="play" /> {say.models.train}
            </button>
          )}
        </>
      )}
      {now.phase === "failed" && (
        <Message tone="error" alert title={say.models.stopped}>
          <p data-test="making-problem"><ProblemText problem={now.problem} /></p>
        </Message>
      )}
      <Made />
    </section>
  );
}
