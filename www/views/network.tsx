// Where deep features are computed: the choice before, what ran and why after.
import { say } from "../lib/language/index.ts";
import { short } from "../lib/text.ts";
import type { EngineReport, EngineWish } from "../protocol.ts";
import { run } from "../state.ts";
import { offered, wish } from "../state/network.ts";

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
        onChange={(event) => (wish.value = event.currentTarget.value as EngineWish)}
      >
        {Object.entries(say.deep.wishes).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <p class="quiet">{say.deep.onDemand}</p>
    </div>
  );
}

/** Reasons that have details only in the core's words. */
const DETAILED: readonly EngineReport["why"][] = ["unavailable", "lost"];

export function EngineUsed({ report: { engine, adapter, why, reason, difference } }: { report: EngineReport }) {
  return (
    <p class="quiet" data-test="engine" data-engine={engine} data-why={why}>
      {engine === "webgpu" ? say.deep.onGpu : say.deep.onCpu} {say.deep.why[why]}{" "}
      {DETAILED.includes(why) && <span lang="en">({reason})</span>}{" "}
      {difference !== null && say.deep.difference(short(difference))} {adapter && say.deep.adapter(adapter)}
    </p>
  );
}
