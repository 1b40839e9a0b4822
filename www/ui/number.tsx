// A number, rounded for reading; all its digits are in the element's `value` and its tooltip.
import { digits, short, signed } from "../language/numbers.ts";

interface Props {
  value: number;
  /** Shown instead of the rounded number. */
  text?: string;
  sign?: boolean;
}

export function Num({ value, text, sign }: Props) {
  const shown = text ?? (sign ? signed(value) : short(value));
  // Another number is another element: under a browser's translator, which replaces texts by its own, the old one would
  // stay.
  return (
    <data key={shown} value={digits(value)} title={digits(value)} translate={false}>
      {shown}
    </data>
  );
}
