// Shares as people type them.

/** Per cent as a share between 0 and 1: null for nothing typed, undefined for what is not above 0 and below 100. */
export function shareOf(text: string): number | null | undefined {
  const plain = text.trim().replace(/\s*%$/, "").replace(",", ".");
  if (plain === "") return null;
  // By the decimal point, not by a division: 33.3 % is 0.333 to the last digit, as on the command line.
  const share = /^\d*\.?\d+$/.test(plain) ? Number(`${plain}e-2`) : Number.NaN;
  return share > 0 && share < 1 ? share : undefined;
}

/** A share as per cent for a field; nothing for none. */
export const fieldOf = (share: number | null) => (share === null ? "" : String(Number((100 * share).toPrecision(12))));
