// The viewer: the sequences side by side with one crosshair, the mask over them, and drawing.
import { useEffect } from "preact/hooks";
import type { Sequence } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/roles.ts";
import { entries, entryOf, run } from "../core/store.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { sentence } from "../language/problem.ts";
import { Message } from "../ui/message.tsx";
import { carryMask, fitOn, isPlaced } from "./carry_mask.ts";
import { labelInUse, maskOf, scanOf, shownMask } from "./crosshair.ts";
import { Drawbar } from "./drawbar.tsx";
import { draw } from "./edit_mask.ts";
import { Geometry } from "./geometry.tsx";
import { Levels } from "./grey_levels.tsx";
import { undoKeys } from "./keys.ts";
import { follow } from "./load_voxels.ts";
import { SequencePanel } from "./sequence.tsx";
import * as viewer from "./state.ts";
import { ToolButton, ToolIcon } from "./tool_icon.tsx";
import { Viewbar } from "./viewbar.tsx";

/**
 * The sequence to draw on first: the one on the mask's grid, else the last, as contrast shows lesions best; undefined
 * until known.
 */
function bestToDraw(shown: readonly Sequence[]): Sequence | undefined {
  const mask = maskOf();
  if (!mask) return shown.at(-1);
  const isOwn = (sequence: Sequence) => {
    const scan = scanOf(sequence);
    return scan !== undefined && fitOn(mask, scan)?.same === true;
  };
  return isPlaced(mask) ? (shown.find(isOwn) ?? shown.at(-1)) : undefined;
}

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

function Head({ shown }: { shown: readonly Sequence[] }) {
  const best = bestToDraw(shown);
  const toggle = () => (viewer.wide.value = !viewer.wide.value);
  return (
    <div class="card-head">
      <h2 id="viewer-title">{say.images.title}</h2>
      <div class="row">
        {!viewer.drawing.value && best && (
          <button type="button" class="button" disabled={run.value.phase === "busy"} onClick={() => void draw(best)}>
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
  useEffect(follow, [entries.value]);
  useEffect(() => {
    window.addEventListener("keydown", undoKeys);
    return () => window.removeEventListener("keydown", undoKeys);
  }, []);
  const shown = SEQUENCES.filter((sequence) => entryOf(sequence) && scanOf(sequence));
  const scans = shown.flatMap((sequence) => scanOf(sequence) ?? []);
  const mask = shownMask();
  useEffect(carryMask, [mask?.voxels, mask?.version, labelInUse(), ...[0, 1, 2, 3].map((at) => scans[at])]);
  const coming = [...viewer.loaded.value.values()].some(({ state }) => state === "reading");
  if (shown.length === 0 && !coming) return <Failures />;
  return (
    <section class={`card viewer ${viewer.wide.value ? "wide" : ""}`} aria-labelledby="viewer-title" data-test="viewer">
      <Head shown={shown} />
      <Failures />
      <Viewbar hasMask={shownMask() !== undefined} />
      <Drawbar />
      <div class="panels" data-count={shown.length} aria-busy={coming}>
        {shown.map((sequence, at) => {
          const scan = scans[at];
          return scan && <SequencePanel key={sequence} sequence={sequence} scan={scan} all={scans} />;
        })}
        {shown.length === 0 && <p class="quiet">{say.images.reading}</p>}
      </div>
      <Levels sequence={viewer.drawing.value?.sequence ?? bestToDraw(shown) ?? "t1"} />
      {!viewer.drawing.value && <Geometry shown={shown} />}
      <Keys />
    </section>
  );
}
