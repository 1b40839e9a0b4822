// The engine of the deep features: the choice with what it would run on, and afterwards what ran and why.
import type { EnginePreference, EngineReport } from "../core/protocol/index.ts";
import { run } from "../core/store.ts";
import { gpuProblemText } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { short } from "../language/numbers.ts";
import { sentence } from "../language/problem.ts";
import { expected, type Foreseen, offered, wish } from "./state.ts";

/** Shown when a model of the file has deep features. */
export function EngineChoice() {
  if (!offered.value) return null;
  return (
    <div class="field">
      <label for="engine">{say.deep.engine}</label>
      <select
        id="engine"
        value={wish.value}
        disabled={run.value.phase === "busy"}
        onChange={(event) => (wish.value = event.currentTarget.value as EnginePreference)}
      >
        {Object.entries(say.deep.wishes).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <EngineExpected />
      <p class="quiet">{say.deep.onDemand}</p>
    </div>
  );
}

/** Why this engine, and what was found out about the graphics card. */
function Reason({ why, problem, failure, difference, adapter }: Foreseen) {
  return (
    <>
      {say.deep.why[why]}
      {say.terms.space}
      {problem && gpuProblemText(problem)}
      {failure && sentence(failure)}
      {say.terms.space}
      {difference !== null && say.deep.difference(short(difference))}
      {say.terms.space}
      {adapter && (
        <>
          {say.deep.adapter}
          {say.terms.space}
          <span lang="en">{adapter}</span>
        </>
      )}
    </>
  );
}

/** Where they would be computed now. */
export function EngineExpected() {
  const report = expected.value;
  if (!report) return <p class="quiet">{say.deep.looking}</p>;
  return (
    <p class="quiet" data-test="expected" data-engine={report.engine} data-why={report.why}>
      {report.engine === "webgpu" ? say.deep.wouldGpu : say.deep.wouldCpu}
      {say.terms.space}
      <Reason {...report} />
    </p>
  );
}

export const EngineUsed = ({ report }: { report: EngineReport }) => (
  <p class="quiet" data-test="engine" data-engine={report.engine} data-why={report.why}>
    {report.engine === "webgpu" ? say.deep.onGpu : say.deep.onCpu}
    {say.terms.space}
    <Reason {...report} />
  </p>
);
