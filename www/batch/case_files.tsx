// The files of a case of a batch: which is used for what, which of several a person chooses, what is missing or not in use.
import { ROLES, type Role } from "../core/roles.ts";
import { guessText } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { roleShort } from "../language/names.ts";
import { asked, type FileRole } from "./cases.ts";
import { type BatchCase, busy } from "./state.ts";
import { chooseFile } from "./take_cases.ts";

const last = (path: string) => path.split("/").at(-1) ?? path;

const absentIn = ({ claimed, masks }: BatchCase) =>
  ROLES.filter((role) => !claimed[role]?.length && !(role === "mask" && Object.keys(masks).length > 0));

/** Several files claim a role: a person chooses. */
function Ask({ one, role }: { one: BatchCase; role: FileRole }) {
  const files = one.claimed[role] ?? [];
  return (
    <select
      aria-label={say.batch.which(roleShort(role), one.name)}
      disabled={busy.value}
      onChange={(event) => chooseFile(one, role, event.currentTarget.value)}
    >
      <option value="">{say.batch.several(files.length, roleShort(role))}</option>
      {files.map(({ path }) => (
        <option key={path} value={path}>
          {path}
        </option>
      ))}
    </select>
  );
}

export function Files({ one }: { one: BatchCase }) {
  const several = asked(one);
  const used = (Object.entries(one.claimed) as [Role, readonly { path: string }[]][]).filter(
    ([, files]) => files.length === 1,
  );
  const masks = [...new Set(Object.values(one.masks).map(({ path }) => path))];
  return (
    <ul class="batch-files">
      {used.map(([role, [file]]) => (
        <li key={role} title={file?.path} translate={false}>
          {say.terms.labelled(roleShort(role), last(file?.path ?? ""))}
        </li>
      ))}
      {masks.map((path) => (
        <li key={path} title={path} translate={false}>
          {say.terms.labelled(roleShort("mask"), last(path))}
        </li>
      ))}
      {several.map((role) => (
        <li key={role} class="caution" data-test="unresolved-role">
          <Ask one={one} role={role} />
        </li>
      ))}
      {one.lacking.map((name) => (
        <li key={name} class="caution">
          {say.batch.noFile(name)}
        </li>
      ))}
      {absentIn(one).length > 0 && !one.leftOut && (
        <li class="caution">{say.batch.lacks(say.terms.and(absentIn(one).map(roleShort)))}</li>
      )}
      {one.unused.map(({ path, why }) => (
        <li key={path} class="quiet" title={path}>
          {say.terms.labelled(last(path), say.files.notGuessed(guessText(why)))}
        </li>
      ))}
      {one.others > 0 && !one.leftOut && <li class="quiet">{say.batch.others(one.others)}</li>}
    </ul>
  );
}
