// One volume of a study: picture, description, grid and times, the sequence it is taken for, and why.
import { useEffect, useRef } from "preact/hooks";
import type { Sequence, VolumeFound } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { volumeRoleText } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { roleShort } from "../language/names.ts";
import { readableWarnings } from "../language/warnings.ts";
import { ProblemText, WarningText } from "../ui/problem_text.tsx";
import { previews } from "./state.ts";
import { setRole } from "./take.ts";

function Picture({ at, spacing_mm }: { at: number; spacing_mm: readonly number[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = previews.value.get(at);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !picture) return;
    [element.width, element.height] = [picture.width, picture.height];
    element.getContext("2d")?.putImageData(picture, 0, 0);
  }, [picture]);
  const [x = 1, y = 1] = spacing_mm;
  const ratio = picture ? (picture.width * x) / (picture.height * y) : 1;
  return (
    <div class="volume-picture">
      <canvas
        ref={canvas}
        role="img"
        aria-label={say.desk.picture}
        data-drawn={picture ? "" : undefined}
        style={{ aspectRatio: String(ratio), ...(ratio >= 1 ? { width: "100%" } : { height: "100%" }) }}
      />
    </div>
  );
}

/** Grid, spacing and times, as far as they are known. */
function facts({ inspection, slices, echo_ms, repetition_ms, inversion_ms }: VolumeFound): string {
  const short = (value: number) => String(Number(value.toFixed(2)));
  const time = (name: string, ms: number | null) => (ms === null ? [] : [`${name}\u00a0${short(ms)}\u00a0ms`]);
  const grid = inspection
    ? [inspection.size.join(" × "), `${inspection.spacing_mm.map(short).join(" × ")}\u00a0mm`]
    : [say.desk.slices(slices)];
  return [...grid, ...time("TR", repetition_ms), ...time("TE", echo_ms), ...time("TI", inversion_ms)].join(" · ");
}

/** @param props.role the sequence it is taken for */
export function Volume({ volume, at, role }: { volume: VolumeFound; at: number; role: Sequence | null }) {
  const { inspection, problem, confidence, number } = volume;
  const why = volume.why.map(volumeRoleText).join(say.desk.between);
  const name = say.desk.series(number, volume.description);
  // What only the order of acquisition speaks for is never filled in.
  const isProposed = volume.sequence !== null && (role === volume.sequence || confidence === "ask");
  return (
    <li class="volume" data-series={number ?? ""} data-role={role ?? "none"}>
      {inspection && <Picture at={at} spacing_mm={inspection.spacing_mm} />}
      <div>
        <p class="volume-name" translate={false}>
          {name}
        </p>
        <p class="quiet">{facts(volume)}</p>
        {why && (
          <p class="quiet" data-test="role-why">
            {isProposed && confidence ? say.terms.labelled(say.desk.confidence[confidence], why) : why}
          </p>
        )}
        {problem && (
          <p class="problem">
            <ProblemText problem={problem} />
          </p>
        )}
        {readableWarnings(inspection?.warnings ?? []).map((warning) => (
          <p key={warning.text} class="caution">
            <WarningText warning={warning} />
          </p>
        ))}
      </div>
      <select
        aria-label={say.files.whatIs(name)}
        value={role ?? "none"}
        disabled={!inspection}
        onChange={({ currentTarget }) => {
          setRole(at, SEQUENCES.find((sequence) => sequence === currentTarget.value) ?? null);
        }}
      >
        <option value="none">{roleShort("none")}</option>
        {SEQUENCES.map((sequence) => (
          <option key={sequence} value={sequence}>
            {roleShort(sequence)}
          </option>
        ))}
      </select>
    </li>
  );
}
