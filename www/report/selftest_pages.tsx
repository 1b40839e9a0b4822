// The self-test in the report: one line; where it was run, also its whole table on further pages.
import { readable } from "../language/feature_name.ts";
import { moment } from "../language/format.ts";
import { say } from "../language/index.ts";
import { classifierName, modelName } from "../language/names.ts";
import { checkColumns } from "../machine/selftest/check_columns.ts";
import { type Check, passes, type Report, selfTest } from "../machine/selftest/state.ts";
import { engine } from "../machine/state.ts";
import { Heads } from "../ui/heads.tsx";

const good = (checks: readonly Check[]) => checks.filter(passes).length;

/** The machine as the browser describes it. */
function machine(): string {
  const found = engine.value;
  return found ? say.machine.cores(found.cores) : "";
}

/** How many values agree, when it was run and on what machine. */
function summary({ phantom, sealed, at }: Report): string {
  return say.report.selfTestDone(
    say.machine.phantom(good(phantom), phantom.length),
    say.machine.sealed(good(sealed), sealed.length),
    moment(at),
    machine(),
  );
}

export function SelfTestLine() {
  const now = selfTest.value;
  return (
    <p data-test="report-selftest" data-phase={now.phase}>
      {now.phase === "done" ? summary(now.report) : say.report.selfTestNot}
    </p>
  );
}

function Rows({ checks, name }: { checks: readonly Check[]; name: (name: string) => string }) {
  return (
    <table>
      <Heads names={checkColumns()} />
      <tbody>
        {checks.map((check) => (
          <tr key={check.name} class={passes(check) ? "" : "differs"} data-printed={check.name}>
            <th scope="row">{name(check.name)}</th>
            <td>{check.expected}</td>
            <td>{check.tolerance}</td>
            <td>{check.found ?? say.terms.none}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Name of a value of the sample case: model, classifier, and the input of a contribution. */
function sealedName(name: string): string {
  const words = name.split(" ");
  const at = words.findIndex((one) => one in say.terms.classifiers);
  const [model, classifier, input] = [words.slice(0, at).join(" "), words[at] ?? "", words[at + 1]];
  return [modelName(model), classifierName(classifier), input && readable(input)].filter(Boolean).join(" · ");
}

/** The pages after the report. */
export function SelfTestPages() {
  const now = selfTest.value;
  if (now.phase !== "done") return null;
  const { phantom, sealed } = now.report;
  return (
    <section class="report-test">
      <h2>{say.machine.selfTest}</h2>
      <p>
        {summary(now.report)} <span lang="en">{engine.value?.browser}</span>
      </p>
      <div class="columns">
        <Rows checks={phantom} name={readable} />
        <Rows checks={sealed} name={sealedName} />
      </div>
    </section>
  );
}
