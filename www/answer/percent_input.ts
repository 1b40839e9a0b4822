// Percentages typed by the user.

/**
 * A typed percentage as a fraction between 0 and 1: null for an empty field, undefined for anything not above 0 % and
 * below 100 %.
 */
export function shareOf(text: string): number | null | undefined {
  const plain = text.trim().replace(/\s*%$/, "").replace(",", ".");
  if (plain === "") return null;
  // By the decimal point, not by a division: 33.3 % is 0.333 to the last digit, as on the command line.
  const share = /^\d*\.?\d+$/.test(plain) ? Number(`${plain}e-2`) : Number.NaN;
  return share > 0 && share < 1 ? share : undefined;
}

/** A fraction as the text of a percentage field; empty for null. */
export const fieldOf = (share: number | null) => (share === null ? "" : String(Number((100 * share).toPrecision(12))));
