// The reading room: the sequences side by side, one crosshair through all of them, the mask over them or under the
// brush.
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
import * as reading from "./state.ts";
import { ToolButton, ToolIcon } from "./tool_icon.tsx";
import { Viewbar } from "./viewbar.tsx";

/** The sequence the mask lies on, else the last one: contrast shows the lesion best; none until it is known. */
function bestToDraw(shown: readonly Sequence[]): Sequence | undefined {
  const mask = maskOf();
  if (!mask) return shown.at(-1);
  const isOwn = (sequence: Sequence) => {
    const scan = scanOf(sequence);
    return scan !== undefined && fitOn(mask, scan)?.same === true;
  };
  return isPlaced(mask) ? (shown.find(isOwn) ?? shown.at(-1)) : undefined;
}

/** Words in brackets are keys. */
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

/** Images that could not be read to the end, and the mask. */
function Failures() {
  const failed = entries.value.flatMap(({ id, role }) => {
    const found = reading.loaded.value.get(id);
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
  const toggle = () => (reading.wide.value = !reading.wide.value);
  return (
    <div class="card-head">
      <h2 id="reading-title">{say.images.title}</h2>
      <div class="row">
        {!reading.drawing.value && best && (
          <button type="button" class="button" disabled={run.value.phase === "busy"} onClick={() => void draw(best)}>
            <ToolIcon name="pencil" /> {shownMask() ? say.images.correct : say.images.draw}
          </button>
        )}
        <ToolButton
          icon={reading.wide.value ? "shrink" : "expand"}
          name={reading.wide.value ? say.images.narrow : say.images.wide}
          onClick={toggle}
        />
      </div>
    </div>
  );
}

export function Reading() {
  useEffect(follow, [entries.value]);
  useEffect(() => {
    window.addEventListener("keydown", undoKeys);
    return () => window.removeEventListener("keydown", undoKeys);
  }, []);
  const shown = SEQUENCES.filter((sequence) => entryOf(sequence) && scanOf(sequence));
  const scans = shown.flatMap((sequence) => scanOf(sequence) ?? []);
  const mask = shownMask();
  useEffect(carryMask, [mask?.voxels, mask?.version, labelInUse(), ...[0, 1, 2, 3].map((at) => scans[at])]);
  const coming = [...reading.loaded.value.values()].some(({ state }) => state === "reading");
  if (shown.length === 0 && !coming) return <Failures />;
  return (
    <section
      class={`card reading ${reading.wide.value ? "wide" : ""}`}
      aria-labelledby="reading-title"
      data-test="reading"
    >
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
      <Levels sequence={reading.drawing.value?.sequence ?? bestToDraw(shown) ?? "t1"} />
      {!reading.drawing.value && <Geometry shown={shown} />}
      <Keys />
    </section>
  );
}
