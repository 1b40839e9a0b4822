// Keeps numbers with what belongs to them: no line ends between 4.2 and mm, or at ±.

const UNITS = "%|mm[²³]?|cm|mL|U/L|HU|years|min|ms|s|[kMG]B|秒|分钟|岁|毫米";
const APART = new RegExp(
  `(?<=[\\d)∞]) (?=(?:${UNITS})(?![\\p{L}\\p{N}]))|(?<=\\S) (?=±)|(?<=±) |(?<=\\bp) (?=[<=] )|(?<=\\bp [<=]) `,
  "gu",
);

/** A line may end after the dash of a range, unless a word joiner follows. */
const RANGE = /(?<=\d)–(?=\d)/g;

/** The text with no-break spaces between a number and its unit, and around ±, and its ranges whole. */
export const tie = (text: string): string => text.replace(APART, "\u00a0").replace(RANGE, "–\u2060");

/** A table of words whose texts are all tied, those that are made of values too. */
export function tied<T>(words: T): T {
  const made: unknown =
    typeof words === "string"
      ? tie(words)
      : typeof words === "function"
        ? (...values: unknown[]) => tied(words(...values))
        : Array.isArray(words)
          ? words.map(tied)
          : typeof words === "object" && words !== null
            ? Object.fromEntries(Object.entries(words).map(([key, value]) => [key, tied(value)]))
            : words;
  return made as T;
}
