// A word that a click explains: the name of a feature, or a term.
import type { ComponentChildren } from "preact";
import { readable } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { explained, type TermKey } from "./state.ts";

interface Props {
  name: string;
  open: () => void;
  children: ComponentChildren;
}

const Explained = ({ name, open, children }: Props) => (
  <button type="button" class="term" aria-haspopup="dialog" title={say.glossary.explain(name)} onClick={open}>
    {children}
  </button>
);

/** The name of a column. */
export const FeatureTerm = ({ column, children }: { column: string; children: ComponentChildren }) => (
  <Explained name={readable(column)} open={() => (explained.value = { column })}>
    {children}
  </Explained>
);

/** Terms of a card, one after the other. */
export const Terms = ({ of }: { of: readonly TermKey[] }) => (
  <p class="quiet terms">
    {of.map((term) => (
      <Explained key={term} name={say.glossary.terms[term].name} open={() => (explained.value = { term })}>
        {say.glossary.terms[term].name}
      </Explained>
    ))}
  </p>
);
