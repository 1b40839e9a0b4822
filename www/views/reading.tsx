// The reading room: the sequences side by side, one crosshair through all of them, the mask over them or under the brush.
import { useEffect } from "preact/hooks";
import { draw } from "../actions/drawing.ts";
import { maskOf, scanOf, shownMask } from "../actions/look.ts";
import { follow } from "../actions/reading.ts";
import { SEQUENCES, roleName } from "../lib/assign.ts";
import { sameGrid } from "../lib/drawing/grid.ts";
import { sentence } from "../lib/text.ts";
import type { Sequence } from "../protocol.ts";
import { entries, entryOf, run } from "../state.ts";
import * as reading from "../state/reading.ts";
import { Message } from "../widgets/message.tsx";
import { ToolButton, ToolIcon } from "../widgets/viewer/toolicon.tsx";
import { Drawbar } from "./drawbar.tsx";
import { Geometry } from "./geometry.tsx";
import { undoKeys } from "./keys.ts";
import { SequencePanel } from "./sequence.tsx";
import { Viewbar } from "./viewbar.tsx";

/** The sequence the mask lies on, else the last one: contrast shows the lesion best. */
function bestToDraw(shown: readonly Sequence[]): Sequence | undefined {
  const mask = maskOf();
  const own = mask && shown.find((sequence) => sameGrid(mask.grid, scanOf(sequence)?.grid ?? mask.grid));
  return own ?? shown.at(-1);
}

function Keys() {
  return (
    <details class="keys">
      <summary>Keys</summary>
      <p>
        On an image: arrows move the crosshair, <kbd>Page up</kbd> and <kbd>Page down</kbd> change the slice, <kbd>1</kbd> <kbd>2</kbd>{" "}
        <kbd>3</kbd> the plane, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, <kbd>T</kbd> goes to the lesion, <kbd>M</kbd> and{" "}
        <kbd>O</kbd> switch mask and outline. Right button or <kbd>W</kbd>: window and level; <kbd>Shift</kbd> and drag moves the images.
      </p>
      <p>
        Drawing: <kbd>B</kbd> brush, <kbd>E</kbd> eraser, <kbd>L</kbd> outline, <kbd>F</kbd> fill, <kbd>G</kbd> grow, <kbd>[</kbd>{" "}
        <kbd>]</kbd> size. <kbd>Space</kbd> uses the tool at the crosshair, <kbd>Shift</kbd> and arrows paint along, <kbd>Enter</kbd>{" "}
        closes an outline, <kbd>Esc</kbd> drops it, <kbd>Ctrl+Z</kbd> and <kbd>Ctrl+Y</kbd> undo and redo.
      </p>
    </details>
  );
}

/** Images that could not be read to the end, and the mask. */
function Failures() {
  const failed = entries.value.flatMap(({ id, role }) => {
    const found = reading.loaded.value.get(id);
    return found?.state === "failed" ? [{ id, text: `${roleName(role)}: ${sentence(found.problem)}` }] : [];
  });
  if (failed.length === 0) return null;
  return (
    <Message tone="error" alert title="Cannot be shown">
      {failed.map(({ id, text }) => <p key={id}>{text}</p>)}
    </Message>
  );
}

function Head({ shown }: { shown: readonly Sequence[] }) {
  const best = bestToDraw(shown);
  const toggle = () => (reading.wide.value = !reading.wide.value);
  return (
    <div class="card-head">
      <h2 id="reading-title">Images</h2>
      <div class="row">
        {!reading.drawing.value && best && (
          <button type="button" class="button" disabled={run.value.phase === "busy"} onClick={() => draw(best)}>
            <ToolIcon name="pencil" /> {shownMask() ? "Correct the mask" : "Draw a mask"}
          </button>
        )}
        <ToolButton
          icon={reading.wide.value ? "shrink" : "expand"}
          name={reading.wide.value ? "Back to the page" : "Use the whole window"}
          onClick={toggle}
        />
      </div>
    </div>
  );
}

export function Reading() {
  useEffect(follow, [entries.value]);
  const shown = SEQUENCES.filter((sequence) => entryOf(sequence) && scanOf(sequence));
  const coming = [...reading.loaded.value.values()].some(({ state }) => state === "reading");
  if (shown.length === 0 && !coming) return <Failures />;
  const scans = shown.flatMap((sequence) => scanOf(sequence) ?? []);
  return (
    <section class={`card reading ${reading.wide.value ? "wide" : ""}`} aria-labelledby="reading-title" data-test="reading" onKeyDown={undoKeys}>
      <Head shown={shown} />
      <Failures />
      <Viewbar hasMask={shownMask() !== undefined} />
      <Drawbar />
      <div class="panels" data-count={shown.length} aria-busy={coming}>
        {shown.map((sequence, at) => {
          const scan = scans[at];
          return scan && <SequencePanel key={sequence} sequence={sequence} scan={scan} all={scans} />;
        })}
        {shown.length === 0 && <p class="quiet">Reading the images…</p>}
      </div>
      {!reading.drawing.value && <Geometry shown={shown} />}
      <Keys />
    </section>
  );
}
