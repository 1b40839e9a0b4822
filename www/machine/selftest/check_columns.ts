// The columns that the tables of the self-test have on the screen and in print.
import { say } from "../../language/index.ts";

export const checkColumns = (): string[] => [
  say.machine.columnCheck,
  say.machine.columnExpected,
  say.machine.columnTolerance,
  say.machine.columnFound,
];
