// Numbers as people read them; full digits stay in the `value` of the elements that show them.
import { say } from "./index.ts";

const MINUS = "\u2212";

/** All digits, and the sign of zero: reads back as the same number. */
export const digits = (value: number) => (Object.is(value, -0) ? "-0" : String(value));

/** Four significant digits, with a real minus sign. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? say.terms.none : value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(3) : String(Number(value.toPrecision(4)));
  return text.replace("-", MINUS).replace("e-", `e${MINUS}`);
}

/** With its sign in front: what is added or taken away. */
export const signed = (value: number) => (value > 0 ? `+${short(value)}` : short(value));

/** With its sign in front and so many decimals. */
export function signedTo(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? text : `${value < 0 ? MINUS : "+"}${text}`;
}

/** A probability as per cent with one decimal; never certainty, which only rounding would make of it. */
export function percent(probability: number): string {
  const value = 100 * probability;
  if (value < 0.1) return say.terms.percent("< 0.1");
  if (value > 99.9) return say.terms.percent("> 99.9");
  return say.terms.percent(value.toFixed(1));
}

/** A share that was counted as per cent: none and all are certain. */
export const countedShare = (share: number): string =>
  share === 0 || share === 1 ? say.terms.percent((100 * share).toFixed(1)) : percent(share);

/** Two probabilities as per cent, with as many decimals as they need to differ. */
export function percents(one: number, other: number): readonly [string, string] {
  const rounded = [percent(one), percent(other)] as const;
  if (rounded[0] !== rounded[1] || one === other) return rounded;
  const exact = (places: number, value: number) => say.terms.percent((100 * value).toFixed(places));
  for (let places = 2; places < 17; places++)
    if (exact(places, one) !== exact(places, other)) return [exact(places, one), exact(places, other)];
  return rounded;
}
