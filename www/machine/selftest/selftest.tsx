// The self-test on the screen of the machine: a button, then expected and found values side by side.
import { pool } from "../../core/store.ts";
import { readable } from "../../language/feature_name.ts";
import { moment } from "../../language/format.ts";
import { say } from "../../language/index.ts";
import { Heads } from "../../ui/heads.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Message } from "../../ui/message.tsx";
import { ProblemText } from "../../ui/problem_text.tsx";
import { checkColumns } from "./check_columns.ts";
import { runSelfTest } from "./run_selftest.ts";
import { type Check, passes, type Report, selfTest } from "./state.ts";

function Rows({ checks, title, name }: { checks: readonly Check[]; title: string; name: (name: string) => string }) {
  return (
    <details open={!checks.every(passes)}>
      <summary>{title}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table>
          <Heads names={[...checkColumns(), say.machine.columnPasses]} numbers={[1, 2, 3]} />
          <tbody lang="en">
            {checks.map((check) => (
              <tr key={check.name} data-check={check.name} data-passes={passes(check)}>
                <th scope="row" title={check.name}>
                  {name(check.name)}
                </th>
                <td class="number">
                  <data value={check.expected}>{check.expected}</data>
                </td>
                <td class="number">{check.tolerance}</td>
                <td class="number">
                  <data value={check.found ?? ""}>{check.found ?? say.terms.none}</data>
                </td>
                <td>{passes(check) ? say.machine.passes : <strong>{say.machine.differs}</strong>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Found({ report: { phantom, sealed, seconds, at } }: { report: Report }) {
  const [first, second] = [phantom, sealed].map((checks) => checks.filter(passes).length);
  const good = first === phantom.length && second === sealed.length;
  return (
    <div data-test="selftest-done" data-passes={good} class="found">
      <Message tone={good ? "info" : "error"} alert={!good} title={good ? say.machine.testGood : say.machine.testBad}>
        <p>{say.machine.testWhen(moment(at), seconds.toFixed(1))}</p>
      </Message>
      <Rows checks={phantom} title={say.machine.phantom(first ?? 0, phantom.length)} name={readable} />
      <Rows checks={sealed} title={say.machine.sealed(second ?? 0, sealed.length)} name={(name) => name} />
    </div>
  );
}

export function SelfTest() {
  const now = selfTest.value;
  return (
    <section class="card" aria-labelledby="selftest-title" data-test="selftest">
      <div class="card-head">
        <h2 id="selftest-title">{say.machine.selfTest}</h2>
        <button
          type="button"
          class="button"
          disabled={!pool.value || now.phase === "busy"}
          onClick={() => void runSelfTest()}
        >
          <Icon name="play" /> {now.phase === "busy" ? say.machine.testing : say.machine.runTest}
        </button>
      </div>
      <p class="quiet">{say.machine.testWhat}</p>
      <div aria-live="polite">
        {now.phase === "failed" && (
          <Message tone="error" title={say.machine.testBad}>
            <p>
              <ProblemText problem={now.problem} />
            </p>
          </Message>
        )}
        {now.phase === "done" && <Found report={now.report} />}
      </div>
    </section>
  );
}
