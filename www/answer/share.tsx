// A fraction as a percentage.
import { percent } from "../language/numbers.ts";
import { Num } from "../ui/number.tsx";

/** `data-test` names it for programs that read the page. */
export const Share = ({ name, value, text }: { name: string; value: number; text?: string }) => (
  <span data-test={name}>
    <Num value={value} text={text ?? percent(value)} />
  </span>
);
