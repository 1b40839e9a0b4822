// The trained model: performance, figures and tables of its evaluation, the model file to save.
import type { ReportFile } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";
import { language } from "../language/current.ts";
import { say } from "../language/index.ts";
import { modelsMadeOf } from "../language/made_of.ts";
import { modelFileName } from "../language/names.ts";
import { save } from "../ui/download.ts";
import { Icon } from "../ui/icons.tsx";
import { PerformanceTable } from "./performance.tsx";
import { trained, training } from "./state.ts";
import { useTrained } from "./train.ts";

/** An SVG as an image; its title and description become the alternative text. */
function Picture({ file: { name, text } }: { file: ReportFile }) {
  const textOf = (tag: string) => new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(text)?.[1] ?? "";
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text.replace(/^<\?xml[^>]*\?>/, ""))}`;
  return (
    <figure class="paper" data-figure={name} lang="en">
      <img src={source} alt={`${textOf("title")}. ${textOf("desc")}`} loading="lazy" />
    </figure>
  );
}

function Report({ report }: { report: readonly ReportFile[] }) {
  return (
    <>
      {language.value !== "en" && (
        <p class="quiet" data-test="english">
          {say.models.inEnglish}
        </p>
      )}
      <details class="others">
        <summary>{say.models.figures}</summary>
        <div class="papers">
          {report
            .filter(({ name }) => name.endsWith(".svg"))
            .map((file) => (
              <Picture key={file.name} file={file} />
            ))}
        </div>
      </details>
      <details class="others">
        <summary>{say.models.tables}</summary>
        <div class="row">
          {report
            .filter(({ name }) => name.endsWith(".csv"))
            .map(({ name, text }) => (
              <button key={name} type="button" class="button" onClick={() => save(name, "text/csv", text)}>
                <Icon name="download" /> {name}
              </button>
            ))}
        </div>
      </details>
    </>
  );
}

export function TrainedModelCard() {
  const found = trained.value;
  if (!found) return null;
  const { model: trainedModel, description, report } = found;
  const page = report?.find(({ name }) => name === "report.html");
  const inUse = model.value?.description.sha256 === description.sha256;
  const busy = training.value.phase === "busy";
  return (
    <div class="trained-model" data-test="trained-model" data-sha256={description.sha256}>
      <div class="card-head">
        <h3>
          {say.models.result(
            modelFileName(description) === description.name
              ? description.name
              : `${description.name} · ${say.study.simulated}`,
          )}
        </h3>
        <div class="row">
          <button type="button" class="button" disabled={inUse} onClick={() => void useTrained()}>
            <Icon name={inUse ? "check" : "play"} /> {inUse ? say.models.inUseNow : say.models.use}
          </button>
          <button
            type="button"
            class="button"
            data-save="model"
            onClick={() => save("discern-model.json", "application/json", trainedModel.content)}
          >
            <Icon name="download" /> {say.models.saveModel}
          </button>
          {page && (
            <button
              type="button"
              class="button"
              data-save="report"
              onClick={() => save("discern-report.html", "text/html", page.text)}
            >
              <Icon name="download" /> {say.models.saveReport}
            </button>
          )}
        </div>
      </div>
      <p class="quiet" data-test="made-of">
        {say.terms.list(modelsMadeOf(description))}
      </p>
      <PerformanceTable description={description} of={say.models.result(description.name)} />
      {report ? <Report report={report} /> : <p class="quiet">{busy ? say.models.evaluating : say.models.noReport}</p>}
    </div>
  );
}
