// A number, rounded for reading; all its digits are in the element's `value` and its tooltip.
import { digits, short, signed } from "../language/numbers.ts";

interface Props {
  value: number;
  /** Shown instead of the rounded number. */
  text?: string;
  sign?: boolean;
}

export const Num = ({ value, text, sign }: Props) => (
  <data value={digits(value)} title={digits(value)} translate={false}>
    {text ?? (sign ? signed(value) : short(value))}
  </data>
);
