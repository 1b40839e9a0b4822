// The dialog that explains a term. It stands once in the page; Escape closes it, and the focus goes back to the word.
import { useEffect, useRef } from "preact/hooks";
import { columnOf } from "../core/columns.ts";
import type { ColumnParts } from "../core/protocol/index.ts";
import { featureWords, readable, readName } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { word } from "../language/names.ts";
import { explained } from "./state.ts";
import { TypicalValues } from "./typical.tsx";

/** What a column means, in a sentence. */
function meaning(parts: ColumnParts | undefined): string {
  switch (parts?.what.kind) {
    case "clinical":
      return parts.what.name === "age" ? say.glossary.age : say.glossary.clinical;
    case "deep":
      return say.glossary.network;
    case "component":
      return say.glossary.component;
    case "radiomics":
      return featureWords(parts.what.class, parts.what.feature)?.meaning ?? say.glossary.unknown;
    default:
      return say.glossary.unknown;
  }
}

/** Formula, unit and the like, as far as the catalogue knows them. */
function Facts({ what }: ColumnParts) {
  if (what.kind !== "radiomics") return null;
  const { image, definition, unit, ibsi } = what;
  const filter = image.filter ? word(say.glossary.filters, image.filter) : image.name;
  const rows = [
    [say.glossary.computedOn, filter],
    [say.glossary.formula, definition],
    [say.glossary.unit, unit],
    [say.glossary.ibsi, ibsi],
  ] as const;
  return (
    <>
      <p class="quiet">{Object.hasOwn(say.glossary.classes, what.class) && word(say.glossary.classes, what.class)}</p>
      <dl>
        {rows.map(
          ([name, text]) =>
            text && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}

function Column({ column }: { column: string }) {
  const parts = columnOf(column);
  return (
    <>
      <h2 id="glossary-title">{readName(column).name}</h2>
      <p class="quiet">{readable(column)}</p>
      <p data-test="meaning">{meaning(parts)}</p>
      {parts && <Facts {...parts} />}
      <TypicalValues column={column} />
    </>
  );
}

export function Glossary() {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = explained.value;
  useEffect(() => {
    if (shown && !dialog.current?.open) dialog.current?.showModal();
    if (!shown) dialog.current?.close();
  }, [shown]);
  return (
    <dialog
      class="glossary"
      ref={dialog}
      aria-labelledby="glossary-title"
      data-test="glossary"
      onClose={() => (explained.value = null)}
    >
      {shown && "column" in shown && <Column column={shown.column} />}
      {shown && "term" in shown && (
        <>
          <h2 id="glossary-title">{say.glossary.terms[shown.term].name}</h2>
          <p data-test="meaning">{say.glossary.terms[shown.term].meaning}</p>
        </>
      )}
      <button type="button" class="button" onClick={() => (explained.value = null)}>
        {say.glossary.close}
      </button>
    </dialog>
  );
}
