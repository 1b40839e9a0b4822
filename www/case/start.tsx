// The button that starts or cancels the analysis, with the list of everything that is still missing.
import { analyse, cancel } from "../answer/analyse.ts";
import { entryOf, pool, run } from "../core/store.ts";
import { missing } from "../intake/missing.ts";
import { asked, takingIn } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { bestToDraw } from "../viewer/carry_mask.ts";
import { beginDrawing } from "../viewer/edit_mask.ts";
import { ToolIcon } from "../viewer/tool_icon.tsx";

/** Stands in the message that there is no mask: the other way to one. */
function DrawOne() {
  const best = bestToDraw();
  if (!best || entryOf("mask")) return null;
  return (
    <button type="button" class="button" data-test="draw-one" onClick={() => void beginDrawing(best)}>
      <ToolIcon name="pencil" /> {say.images.draw}
    </button>
  );
}

export function Start() {
  const busy = run.value.phase === "busy";
  const reading = takingIn.value > 0;
  return (
    <div class="actions">
      {asked.value && missing.value.length > 0 && (
        <div class="missing" data-test="missing" tabIndex={0} role="region" aria-label={say.files.incomplete}>
          <Message tone="error" alert title={say.files.incomplete}>
            {missing.value.some(({ why }) => why === "absent") && <p>{say.files.missingHow}</p>}
            {missing.value.some(({ why }) => why === "several") && <p>{say.files.severalHow}</p>}
            <ul>
              {missing.value.map(({ field, text }) => (
                <li key={field + text}>{text}</li>
              ))}
            </ul>
            <DrawOne />
          </Message>
        </div>
      )}
      <div class="row">
        {busy ? (
          <button type="button" class="button primary start" onClick={cancel}>
            <Icon name="close" /> {say.files.cancel}
          </button>
        ) : (
          <button
            type="button"
            class="button primary start"
            disabled={!pool.value || reading}
            onClick={() => void analyse()}
          >
            <Icon name="play" /> {say.files.analyse}
          </button>
        )}
      </div>
    </div>
  );
}
