// The list of files: for each its role, grid, label counts, and problems.
import type { Inspection } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { ROLES, type Role } from "../core/roles.ts";
import { type Entry, entries, requiredSequences, run } from "../core/store.ts";
import { guessText } from "../language/code_text.ts";
import { bytes } from "../language/format.ts";
import { say } from "../language/index.ts";
import { roleName, roleShort } from "../language/names.ts";
import { readableWarnings } from "../language/warnings.ts";
import { Icon } from "../ui/icons.tsx";
import { ProblemText, WarningText } from "../ui/problem_text.tsx";
import { remove, setRole } from "./add_files.ts";

/** The five files of a case, ticked when they are there, or in a capsule that was opened. */
function Slots({ sealed }: { sealed: readonly Role[] }) {
  return (
    <ul class="slots" aria-label={say.files.needed}>
      {ROLES.map((role) => {
        const isGiven = entries.value.some((entry) => entry.role === role);
        const inCapsule = !isGiven && sealed.includes(role);
        const state = isGiven ? say.files.given : inCapsule ? say.files.inCapsule : say.files.missing;
        return (
          <li
            key={role}
            class={isGiven || inCapsule ? "filled" : ""}
            title={inCapsule ? say.terms.labelled(roleName(role), state) : roleName(role)}
            data-slot={role}
          >
            <Icon name={isGiven || inCapsule ? "check" : "close"} />
            {roleShort(role)}
            <span class="visually-hidden">{state}</span>
          </li>
        );
      })}
    </ul>
  );
}

const facts = ({ file, data }: Entry, { size, spacing_mm, regions }: Inspection) => {
  const grid = `${size.join(" × ")} · ${spacing_mm.map((mm) => Number(mm.toFixed(2))).join(" × ")}\u00a0mm`;
  const amount =
    regions?.length === 1
      ? say.files.voxels(regions[0]?.voxels ?? 0)
      : bytes([file, data ?? []].flat().reduce((sum, { size }) => sum + size, 0));
  return `${grid} · ${amount}`;
};

function State({ entry }: { entry: Entry }) {
  if (entry.problem) {
    return (
      <p class="problem" role="alert">
        <ProblemText problem={entry.problem} />
      </p>
    );
  }
  if (!entry.inspection) return <p class="quiet">{say.files.reading}</p>;
  return (
    <>
      <p class="quiet">{facts(entry, entry.inspection)}</p>
      {entry.why && (
        <p class="quiet" data-test="why">
          {entry.role === "none" ? say.files.notGuessed(guessText(entry.why)) : say.files.guessed(guessText(entry.why))}
        </p>
      )}
      {readableWarnings(entry.inspection.warnings).map((warning) => (
        <p key={warning.text} class="caution">
          <WarningText warning={warning} />
        </p>
      ))}
    </>
  );
}

function Row({ entry, locked }: { entry: Entry; locked: boolean }) {
  const name = entry.path.split("/").at(-1) ?? entry.path;
  const choose = (event: { currentTarget: HTMLSelectElement }) => setRole(entry.id, event.currentTarget.value as Role);
  return (
    <li class={`file ${entry.problem ? "bad" : ""} ${entry.role === "none" ? "unused" : ""}`} data-file={entry.path}>
      <div class="file-head">
        <span class="file-name" title={entry.path}>
          {name}
        </span>
        <select
          aria-label={say.files.whatIs(name)}
          value={entry.role}
          disabled={locked || !!entry.problem}
          onChange={choose}
        >
          <option value="none">{roleShort("none")}</option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {roleShort(role)}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="plain remove"
          disabled={locked}
          aria-label={say.files.remove(name)}
          onClick={(event) => {
            const next = event.currentTarget.closest("li")?.nextElementSibling?.querySelector<HTMLElement>(".remove");
            remove(entry.id);
            // The next file takes its place.
            next?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      </div>
      <State entry={entry} />
    </li>
  );
}

/** Images without a role, while a role is still free. */
function Unused() {
  const idle = entries.value.filter(
    ({ role, inspection, problem }) => role === "none" && inspection && !problem,
  ).length;
  const isFree = SEQUENCES.some(
    (sequence) => requiredSequences.value.includes(sequence) && !entries.value.some(({ role }) => role === sequence),
  );
  if (idle === 0 || !isFree) return null;
  return (
    <p class="caution" data-test="unused">
      {say.files.unused(idle)}
    </p>
  );
}

/** @param props.sealed what a capsule that was opened carries */
export function Files({ sealed }: { sealed: readonly Role[] }) {
  const order = ["t1", "t2", "t2fs", "t1ce", "mask", "none"];
  const sorted = [...entries.value].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.id - b.id);
  return (
    <>
      <Slots sealed={sealed} />
      <Unused />
      {sorted.length > 0 && (
        <ul class="files" aria-label={say.files.list}>
          {sorted.map((entry) => (
            <Row key={entry.id} entry={entry} locked={run.value.phase === "busy"} />
          ))}
        </ul>
      )}
    </>
  );
}
