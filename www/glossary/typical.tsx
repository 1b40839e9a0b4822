// What is usual of an input of the models in use: in each of the two groups of the training cases, and in both together.
import type { Typical } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";
import { say } from "../language/index.ts";
import { modelName } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { Heads } from "../ui/heads.tsx";

/** The median of a group, and where the middle half of it lies. */
const quartiles = ([low, middle, high]: readonly [number, number, number]) =>
  `${short(middle)} (${short(low)} – ${short(high)})`;

/** What is usual of an input in each of the two groups. */
function GroupValues({ rows }: { rows: readonly [string, Typical][] }) {
  const known = rows.flatMap(([name, { groups }]) => (groups ? [{ name, groups }] : []));
  if (known.length === 0) return <p class="quiet">{say.glossary.groupsUnknown}</p>;
  const heads = [say.study.model, say.terms.classes.primary, say.terms.classes.metastasis];
  return (
    <table data-test="groups">
      <caption>{say.glossary.groups}</caption>
      <Heads names={heads} numbers={[1, 2]} />
      <tbody>
        {known.map(({ name, groups: [primary, metastasis] }) => (
          <tr key={name}>
            <th scope="row">{modelName(name)}</th>
            <td class="number">{quartiles(primary)}</td>
            <td class="number">{quartiles(metastasis)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is usual of an input of the models in use. */
export function TypicalValues({ column }: { column: string }) {
  const models = model.value?.description.models ?? [];
  const rows = models.flatMap(({ name, inputs, typical }): [string, Typical][] => {
    const found = typical[inputs.indexOf(column)];
    return found ? [[name, found]] : [];
  });
  if (rows.length === 0) return null;
  return (
    <>
      <GroupValues rows={rows} />
      <AllValues rows={rows} />
    </>
  );
}

/** What is usual of an input in all training cases. */
function AllValues({ rows }: { rows: readonly [string, Typical][] }) {
  return (
    <table data-test="typical">
      <caption>{say.glossary.typical}</caption>
      <Heads names={[say.study.model, say.glossary.mean, say.glossary.range]} numbers={[1, 2]} />
      <tbody>
        {rows.map(([name, { mean, deviation, range }]) => (
          <tr key={name}>
            <th scope="row">{modelName(name)}</th>
            <td class="number">{`${short(mean)}\u00a0±\u00a0${short(deviation)}`}</td>
            <td class="number">
              {short(range[0])} – {short(range[1])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
