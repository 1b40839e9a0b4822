// Validation on the site's own cases: the table that was chosen, the figures, the choice, the new model file.
import { useState } from "preact/hooks";
import type { Update, Validation } from "../core/protocol/index.ts";
import { model, pool } from "../core/store.ts";
import { say } from "../language/index.ts";
import { classifierName, modelName } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { save } from "../ui/download.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { table } from "./state.ts";
import { bring, type Judged, judge, judged, judgeProblem, judging, useMade } from "./validate.ts";
import { ValidationFigures } from "./validation_figures.tsx";

type Choice = keyof typeof say.validation.updates;
const CHOICES: readonly Choice[] = ["closed-test", "none", "intercept", "intercept-and-slope"];
const CLOSED: Choice = "closed-test";

/** Whether there are patients enough for a choice. */
const affordable = (choice: Choice, { floors, patients_of }: Validation) => {
  const rarer = Math.min(...patients_of);
  if (choice === "intercept") return rarer >= floors[0];
  return choice !== "intercept-and-slope" || rarer >= floors[1];
};

function Made({ made }: { made: NonNullable<Judged["made"]> }) {
  const parent = judged.value?.sha256.slice(0, 12) ?? "";
  return (
    <div data-test="made" data-sha256={made.sha256}>
      <p>
        {say.validation.made(say.validation.updates[made.update], parent)} {say.validation.again}
      </p>
      <div class="row">
        <button
          type="button"
          class="button"
          data-save="local-model"
          onClick={() => save("discern-model-local.json", "application/json", made.file.content)}
        >
          <Icon name="download" /> {say.validation.save}
        </button>
        <button type="button" class="button" onClick={() => void useMade()}>
          <Icon name="play" /> {say.models.use}
        </button>
      </div>
    </div>
  );
}

function Recalibration({ found, made }: Pick<Judged, "found" | "made">) {
  const [choice, choose] = useState<Choice>(CLOSED);
  const [none, intercept] = found.closed_test?.tests ?? [];
  return (
    <>
      <p data-test="advised">
        {say.validation.advised[found.advised]}{" "}
        {none && intercept && say.validation.closedTest(short(none.p), short(intercept.p))}
        {found.problem && <ProblemText problem={found.problem} />}{" "}
        {say.validation.floors(...found.floors, Math.min(...found.patients_of))}
      </p>
      <div class="row">
        <label>
          {say.validation.update}{" "}
          <select
            data-test="update"
            value={choice}
            onChange={({ currentTarget }) => choose(currentTarget.value as Choice)}
          >
            {CHOICES.map((one) => (
              <option key={one} value={one} disabled={!affordable(one, found)}>
                {say.validation.updates[one]}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="button"
          disabled={judging.value}
          onClick={() => void bring(choice === CLOSED ? null : (choice as Update))}
        >
          {say.validation.make}
        </button>
      </div>
      {made && <Made made={made} />}
    </>
  );
}

const titleOf = ({ found, table: { name } }: Judged) =>
  say.validation.result(modelName(found.model), classifierName(found.classifier), name);

export function ValidateForm() {
  const [taken, used, last] = [table.value, model.value, judged.value];
  // Of another model or another table it would be taken for theirs.
  const now = last && last.table === taken && last.sha256 === used?.description.sha256 ? last : null;
  const problem = judgeProblem.value;
  return (
    <section class="card" aria-labelledby="validate-title" data-test="validate">
      <h2 id="validate-title">{say.validation.title}</h2>
      <p class="quiet">{taken ? say.validation.text : `${say.validation.text} ${say.validation.needsTable}`}</p>
      {taken && (
        <button
          type="button"
          class="button"
          disabled={!pool.value || !used || judging.value}
          onClick={() => void judge(taken)}
        >
          <Icon name="play" /> {judging.value ? say.validation.doing : say.validation.run}
        </button>
      )}
      <div aria-live="polite">
        {problem && (
          <Message tone="error" title={say.validation.failed}>
            <p data-test="validate-problem">
              <ProblemText problem={problem} />
            </p>
          </Message>
        )}
        {now && (
          <div data-test="validated">
            <h3>{titleOf(now)}</h3>
            <ValidationFigures found={now.found} caption={titleOf(now)} />
            <Recalibration found={now.found} made={now.made} />
          </div>
        )}
      </div>
    </section>
  );
}
