// Numbers that add up as they are printed: each is rounded, and those nearest to the other way are rounded that way until
// the printed parts make the printed sum (the method of the largest remainder).

/**
 * Parts with so many decimals that their sum is `total` with as many. Each differs from its part by less than one unit
 * of the last decimal. Parts that do not make the total come back merely rounded.
 */
export function addUp(parts: readonly number[], total: number, decimals: number): number[] {
  const unit = 10 ** decimals;
  const units = parts.map((part) => Math.round(part * unit));
  const missing = Math.round(total * unit) - units.reduce((sum, one) => sum + one, 0);
  if (!(Math.abs(missing) <= parts.length)) return units.map((one) => one / unit);
  const step = Math.sign(missing);
  const gain = (at: number) => step * ((parts[at] ?? 0) * unit - (units[at] ?? 0));
  const order = [...parts.keys()].sort((a, b) => gain(b) - gain(a) || a - b);
  for (const at of order.slice(0, Math.abs(missing))) units[at] = (units[at] ?? 0) + step;
  return units.map((one) => one / unit);
}
