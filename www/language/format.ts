// Numbers, sizes and times as the language writes them.
import { current } from "./current.ts";

/** A whole number with its thousands set apart. */
export const count = (value: number) => value.toLocaleString(current().locale);

export const bytes = (size: number) =>
  size >= 1e6 ? `${(size / 1e6).toFixed(1)}\u00a0MB` : `${Math.max(1, Math.round(size / 1e3))}\u00a0kB`;

/** Day and time. */
export const moment = (date: Date) =>
  date.toLocaleString(current().locale, { dateStyle: "medium", timeStyle: "medium" });
