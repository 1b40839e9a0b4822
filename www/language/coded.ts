// How the tables of codes are typed: a function of its values for every code, in every language.
import type { Phrase, Problem, Sequence, Statistic } from "../core/protocol/index.ts";

/** What a table of words asks for: names and parts of sentences in its own language. */
export interface Namer {
  sequence(of: Sequence): string;
  phrase(part: Phrase): string;
  statistic(of: Statistic): string;
  phrases(parts: readonly Phrase[]): string;
  /** The sentences of several errors. */
  problems(of: readonly Problem[]): string;
  list(names: readonly string[]): string;
  feature(column: string): string;
  model(name: string): string;
  classifier(kind: string): string;
}

/** Words for every code of a table. */
export type WordsOf<Codes> = { [C in keyof Codes]: (values: Codes[C], namer: Namer) => string };

/** Whether a value of the core is a number, a code or a name, and no English phrase. */
export const isPlain = (text: string) => text !== "" && !/[a-z]{2,} [a-z]{2,}|^none$/i.test(text);

/** Sizes or spacings along three axes. */
export const triple = (numbers: readonly number[], decimals?: number): string =>
  numbers.map((number) => (decimals === undefined ? String(number) : number.toFixed(decimals))).join(" × ");

/** A range, or its one number where it has no other. */
export const fromTo = ([low, high]: readonly [number, number], to: string): string =>
  low === high ? `${low}` : `${low} ${to} ${high}`;

/** Lowest and highest x, y and z of a box in space, mm. */
type Box = readonly (readonly [number, number])[];

/** How far two boxes lie apart, from edge to edge, mm; 0 where they touch. */
export const gap = (a: Box, b: Box): number =>
  Math.hypot(...a.map(([low, high], axis) => Math.max(0, low - (b[axis]?.[1] ?? low), (b[axis]?.[0] ?? high) - high)));
