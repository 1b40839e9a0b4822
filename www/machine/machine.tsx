// The screen of the machine: what computes here, the ledger of requests, offline use, privacy, self-test.
import { useEffect } from "preact/hooks";
import { model } from "../core/store.ts";
import { EngineExpected } from "../deep/engine.tsx";
import { say } from "../language/index.ts";
import { modelFileName } from "../language/names.ts";
import { Ledger } from "./ledger.tsx";
import { lookAtMachine } from "./look_at_machine.ts";
import { SelfTest } from "./selftest/selftest.tsx";
import { engine, offline } from "./state.ts";

function Versions() {
  const found = engine.value;
  const used = model.value?.description;
  return (
    <section class="card" aria-labelledby="versions-title" data-test="versions">
      <h2 id="versions-title">{say.machine.versions}</h2>
      <dl class="facts">
        <dt>{say.machine.discern}</dt>
        <dd data-test="version">{VERSION}</dd>
        <dt>{say.machine.model}</dt>
        <dd>
          {used ? modelFileName(used) : "…"}{" "}
          <span class="quiet">{used?.demonstration ? say.machine.modelNotice : used?.notice}</span>
        </dd>
        <dt>{say.machine.processor}</dt>
        <dd>{found ? say.machine.cores(found.cores) : "…"}</dd>
        <dt>{say.machine.graphics}</dt>
        <dd data-test="graphics">
          {found?.gpu === null && say.machine.noGraphics}
          {found?.gpu && <span lang="en">WebGPU, {found.gpu}</span>}
        </dd>
        <dt>{say.deep.name}</dt>
        <dd>
          <EngineExpected />
        </dd>
        <dt>{say.machine.offline}</dt>
        <dd data-test="offline" data-state={offline.value.state}>
          {offline.value.state === "refused"
            ? say.machine.offlineRefused(offline.value.why)
            : say.machine.offlineStates[offline.value.state]}
        </dd>
        <dt>{say.machine.browser}</dt>
        <dd class="quiet" lang="en">
          {found?.browser ?? "…"}
        </dd>
      </dl>
    </section>
  );
}

const Privacy = () => (
  <section class="card" aria-labelledby="privacy-title">
    <h2 id="privacy-title">{say.machine.privacy}</h2>
    <ul class="points">
      {say.machine.privacyPoints.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
    <h3>{say.machine.licence}</h3>
    <p class="quiet">{say.machine.licenceText}</p>
  </section>
);

export function Machine() {
  useEffect(() => void lookAtMachine(), []);
  return (
    <div class="machine">
      <SelfTest />
      <Versions />
      <Ledger />
      <Privacy />
    </div>
  );
}
