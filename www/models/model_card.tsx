// The card of the model in use: purpose and limits, cohorts, performance; and opening another model file.
import { model } from "../core/store.ts";
import { filesOfInput } from "../intake/files.ts";
import { say } from "../language/index.ts";
import { modelFileName, noticeOf, word } from "../language/names.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { Picker } from "../ui/picker.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { Cohorts, Facts } from "./model_facts.tsx";
import { openModelFile, useBundledModel } from "./open_model.ts";
import { PerformanceTable } from "./performance.tsx";
import { opened, opening } from "./state.ts";

/** Whether the last file could be opened. */
function Opened() {
  const last = opened.value;
  return (
    <div aria-live="polite" data-test="opened">
      {last && (
        <Message
          tone={last.problem ? "error" : "info"}
          title={last.problem ? say.models.refused(last.name) : undefined}
        >
          <p>{last.problem ? <ProblemText problem={last.problem} /> : say.models.opened(last.name)}</p>
        </Message>
      )}
    </div>
  );
}

export function ModelCard() {
  const used = model.value;
  const pick = (input: HTMLInputElement) => {
    const [first] = filesOfInput(input);
    if (first) void openModelFile(first.file);
  };
  return (
    <section
      class="card"
      aria-labelledby="used-title"
      data-test="used"
      data-sha256={used?.description.sha256}
      data-origin={used?.origin}
    >
      <div class="card-head">
        <h2 id="used-title">{say.models.inUse}</h2>
        <div class="row">
          {used && used.origin !== "bundled" && (
            <button type="button" class="button" onClick={() => void useBundledModel()}>
              {say.models.bundled}
            </button>
          )}
          <Picker disabled={!used || opening.value} onPick={pick}>
            <Icon name="file" /> {say.models.open}
          </Picker>
        </div>
      </div>
      <Opened />
      {used && (
        <>
          <p>
            <strong>{modelFileName(used.description)}</strong>{" "}
            <span class="quiet">
              {word(say.models.origins, used.origin)} ·{" "}
              <span lang={noticeOf(used.description) === used.description.notice ? "en" : undefined}>
                {noticeOf(used.description)}
              </span>
            </span>
          </p>
          <div class="halves">
            <div>
              <Facts description={used.description} />
            </div>
            <Cohorts {...used.description} />
          </div>
          <PerformanceTable description={used.description} of={say.models.inUse} />
        </>
      )}
    </section>
  );
}
