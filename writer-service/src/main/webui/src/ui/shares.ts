/** A part of a whole that a bar shows. */
export interface Share {
  name: string;
  count: number;
  /** Of the bar, in percent. */
  percent: number;
}

/** What there is at all can be seen, however little of the whole it is. */
const LEAST_PERCENT = 1.5;

/** How much of a bar each part has. Parts of none are left out; together they fill it, as far as the whole is known. */
export function sharesOf(parts: Record<string, number>, whole = 0): Share[] {
  const present = Object.entries(parts).filter(([, count]) => count > 0);
  const total = Math.max(whole, present.reduce((sum, [, count]) => sum + count, 0));
  const raised = present.map(([name, count]) => ({
    name,
    count,
    percent: Math.max(LEAST_PERCENT, (count / total) * 100),
  }));
  const sum = raised.reduce((sum, { percent }) => sum + percent, 0);
  return sum <= 100 ? raised : raised.map((share) => ({ ...share, percent: (share.percent / sum) * 100 }));
}
