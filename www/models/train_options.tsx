// The options of the training.
import { CLASSIFIERS, type ClassifierKind } from "../core/protocol/lists.ts";
import { say } from "../language/index.ts";
import { classifierName } from "../language/names.ts";
import { options } from "./state.ts";

const set = (part: Partial<typeof options.value>) => (options.value = { ...options.value, ...part });

export function Options({ disabled }: { disabled: boolean }) {
  const { name, seed, calibration, classifiers, demonstration } = options.value;
  const toggle = (kind: ClassifierKind) => {
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
        <input
          id="model-seed"
          type="number"
          min={0}
          step={1}
          value={seed}
          onInput={(event) => set({ seed: Math.max(0, Math.floor(Number(event.currentTarget.value) || 0)) })}
        />
      </label>
      <label class="inline">
        {say.models.calibration}
        <select
          value={calibration}
          onChange={(event) => set({ calibration: event.currentTarget.value === "isotonic" ? "isotonic" : "platt" })}
        >
          <option value="platt">{say.models.calibrations.platt}</option>
          <option value="isotonic">{say.models.calibrations.isotonic}</option>
        </select>
      </label>
      <label class="inline">
        <input type="checkbox" checked={demonstration} onChange={() => set({ demonstration: !demonstration })} />{" "}
        {say.models.simulated}
      </label>
      <div class="checks" role="group" aria-label={say.models.classifiers}>
        {CLASSIFIERS.map((kind) => (
          <label key={kind} class="inline" data-classifier={kind}>
            <input type="checkbox" checked={classifiers.includes(kind)} onChange={() => toggle(kind)} />{" "}
            {classifierName(kind)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
