// Ages as people write them, for the field of the page. The rules are those of src/table/age.rs, which reads lists; one table of
// cases (tests/support/ages.json) holds both.

/** Why a text is no age: the end of the code of the phrase that says so. */
export type AgeRefusal = "bound" | "no-number" | "in-days" | "zero" | "beyond";

const MISSING = /^(|n\/a|na|nan|none|null|unknown|unbekannt|-|--|\?|未知|不详)$/;
const YEARS = /^(|y|yr|yrs|years?|yo|y\.o\.|y\/o|years? old|j|jahre?|a|岁|周岁|歲|歳|年)$/;
const MONTHS = /^(m|mo|mon|mos|mth|months?|monate?|个月|個月|月|月龄)$/;
const SHORT = /^(d|days?|w|wks?|weeks?|tage?|wochen|天|周)$/;
const BOUND = /^([<>≥≤~≈]|over |under |ca|about )|\+$/;
/** Oldest age, years. */
const OLDEST = 120;

/** Whether a plain text stands for a missing value. */
export const isMissing = (plain: string): boolean => MISSING.test(plain);

/** The years in a text; null where it stands for a missing age, or is no age. */
export function readAge(text: string): { years: number | null; refused: AgeRefusal | null } {
  const refuse = (refused: AgeRefusal) => ({ years: null, refused });
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (MISSING.test(plain)) return { years: null, refused: null };
  if (BOUND.test(plain)) return refuse("bound");
  const [, digits = "", rest = ""] = /^([0-9.,]*)(.*)$/s.exec(plain) ?? [];
  const unit = rest.trim();
  const [, whole, fraction = "0"] = /^([0-9]{1,6})(?:[.,]([0-9]{1,17}))?$/.exec(digits) ?? [];
  if (whole === undefined) return refuse("no-number");
  const number = Number(`${whole}.${fraction}`);
  if (SHORT.test(unit)) return refuse("in-days");
  if (!YEARS.test(unit) && !MONTHS.test(unit)) return refuse("no-number");
  const years = YEARS.test(unit) ? number : number / 12;
  if (years === 0) return refuse("zero");
  return years <= OLDEST ? { years, refused: null } : refuse("beyond");
}
