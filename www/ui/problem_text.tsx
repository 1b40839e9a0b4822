// Problems and warnings of the core: a title, then the sentence, both in the language of the page.
import type { Problem } from "../core/protocol/index.ts";
import { problemText } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { kindTitle, original, originName } from "../language/problem.ts";
import type { Readable } from "../language/warnings.ts";

/** A problem with its hint. */
export function ProblemText({ problem }: { problem: Problem }) {
  const [title, origin] = [kindTitle(problem.kind), originName(problem)];
  const sentence = problemText(problem);
  return (
    <>
      <b class="problem-title">{origin && title ? say.terms.labelled(origin, title) : origin || title}</b>{" "}
      {sentence === undefined ? (
        <span lang="en">
          {original(problem)} {problem.hint && <span class="hint">{problem.hint}.</span>}
        </span>
      ) : (
        <span data-code={problem.code}>{sentence}</span>
      )}
    </>
  );
}

export const WarningText = ({ warning: { from, title, text, lang } }: { warning: Readable }) => (
  <>
    <b class="problem-title">{from && title ? say.terms.labelled(from, title) : from || title}</b>{" "}
    <span lang={lang}>{text}</span>
  </>
);
