// Shares of metastases as people write them, for the field of the page. The rules are those of src/table/share.rs, which reads the
// command line; one table of cases (tests/support/shares.json) holds both.

/** Why a text is no share: the end of the code of the phrase that says so. */
export type ShareRefusal = "no-number" | "of-one" | "beyond";

/** The share that a text says, above 0 and below 1; null for an empty text, and for one that says none. */
export function readShare(text: string): { share: number | null; refused: ShareRefusal | null } {
  const refuse = (refused: ShareRefusal) => ({ share: null, refused });
  const plain = text.normalize("NFKC").trim();
  if (plain === "") return { share: null, refused: null };
  const [, whole, fraction = "0", sign] = /^([0-9]{1,17})(?:[.,]([0-9]{1,17}))?\s*(%?)$/.exec(plain) ?? [];
  if (whole === undefined) return refuse("no-number");
  // By the decimal point, not by a division: 33.3 % is 0.333 to the last digit.
  const read = (exponent: number) => Number(`${whole}.${fraction}e${exponent}`);
  if (read(0) === 1 && !sign) return refuse("of-one");
  const share = sign || read(0) > 1 ? read(-2) : read(0);
  return share > 0 && share < 1 ? { share, refused: null } : refuse("beyond");
}
