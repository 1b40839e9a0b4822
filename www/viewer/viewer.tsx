// The viewer: the sequences side by side with one crosshair, the mask over them, and drawing.
import { useEffect } from "preact/hooks";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { chosen, entries, entryOf, run } from "../core/store.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { sentence } from "../language/problem.ts";
import { Message } from "../ui/message.tsx";
import { bestToDraw, carryMask, toleranceInUse } from "./carry_mask.ts";
import { labelInUse, scanOf, shownMask } from "./crosshair.ts";
import { Drawbar } from "./drawbar.tsx";
import { beginDrawing } from "./edit_mask.ts";
import { Geometry } from "./geometry.tsx";
import { Levels } from "./grey_levels.tsx";
import { undoKeys } from "./keys.ts";
import { follow } from "./load_voxels.ts";
import { SequencePanel } from "./sequence.tsx";
import * as viewer from "./state.ts";
import { ToolButton, ToolIcon } from "./tool_icon.tsx";
import { Viewbar } from "./viewbar.tsx";

/** Shows words in brackets as keys. */
const withKeys = (text: string) =>
  text.split(/\[(\]|[^\]]+)\]/).map((part, at) => (at % 2 === 1 ? <kbd key={at}>{part}</kbd> : part));

function Keys() {
  return (
    <details class="keys">
      <summary>{say.images.keys}</summary>
      <p>{withKeys(say.images.keysLooking)}</p>
      <p>{withKeys(say.images.keysDrawing)}</p>
    </details>
  );
}

/** Files whose voxels could not be loaded. */
function Failures() {
  const failed = entries.value.flatMap(({ id, role }) => {
    const found = viewer.loaded.value.get(id);
    return found?.state === "failed" ? [{ id, text: say.terms.labelled(roleName(role), sentence(found.problem)) }] : [];
  });
  if (failed.length === 0) return null;
  return (
    <Message tone="error" alert title={say.images.failed}>
      {failed.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </Message>
  );
}

function Head() {
  const best = bestToDraw();
  const toggle = () => (viewer.wide.value = !viewer.wide.value);
  return (
    <div class="card-head">
      <h2 id="viewer-title" tabIndex={-1}>
        {say.images.title}
      </h2>
      <div class="row">
        {!viewer.drawing.value && best && (
          <button
            type="button"
            class="button draw"
            disabled={run.value.phase === "busy"}
            onClick={() => void beginDrawing(best)}
          >
            <ToolIcon name="pencil" /> {shownMask() ? say.images.correct : say.images.draw}
          </button>
        )}
        <ToolButton
          icon={viewer.wide.value ? "shrink" : "expand"}
          name={viewer.wide.value ? say.images.narrow : say.images.wide}
          onClick={toggle}
        />
      </div>
    </div>
  );
}

export function Viewer() {
  useEffect(follow, [entries.value, chosen.value?.channel]);
  useEffect(() => {
    window.addEventListener("keydown", undoKeys);
    return () => window.removeEventListener("keydown", undoKeys);
  }, []);
  const shown = SEQUENCES.filter((sequence) => entryOf(sequence) && scanOf(sequence));
  const scans = shown.flatMap((sequence) => scanOf(sequence) ?? []);
  const mask = shownMask();
  useEffect(carryMask, [
    mask?.voxels,
    mask?.version,
    labelInUse(),
    toleranceInUse(),
    ...[0, 1, 2, 3].map((at) => scans[at]),
  ]);
  const coming = [...viewer.loaded.value.values()].some(({ state }) => state === "reading");
  if (shown.length === 0 && !coming) return <Failures />;
  // Beside an answer the images come first: number and lesion are seen together.
  const isBeside = run.value.phase !== "idle" && !viewer.wide.value;
  const bars = [<Viewbar key="viewbar" hasMask={mask !== undefined} />, <Drawbar key="drawbar" />];
  return (
    <section class={`card viewer ${viewer.wide.value ? "wide" : ""}`} aria-labelledby="viewer-title" data-test="viewer">
      <Head />
      <Failures />
      {!isBeside && bars}
      <div key="panels" class="panels" data-count={shown.length} aria-busy={coming}>
        {shown.map((sequence, at) => {
          const scan = scans[at];
          return scan && <SequencePanel key={sequence} sequence={sequence} scan={scan} all={scans} />;
        })}
        {shown.length === 0 && <p class="quiet">{say.images.reading}</p>}
      </div>
      {isBeside && bars}
      <Levels sequence={viewer.drawing.value?.sequence ?? bestToDraw() ?? "t1"} />
      {!viewer.drawing.value && <Geometry shown={shown} />}
      <Keys />
    </section>
  );
}
