// The heads of a table's columns.

interface Props {
  names: readonly string[];
  /** Places of the columns of numbers, which stand at the right. */
  numbers?: readonly number[];
}

export const Heads = ({ names, numbers = [] }: Props) => (
  <thead>
    <tr>
      {names.map((name, at) => (
        <th key={name} scope="col" class={numbers.includes(at) ? "number" : ""}>
          {name}
        </th>
      ))}
    </tr>
  </thead>
);
