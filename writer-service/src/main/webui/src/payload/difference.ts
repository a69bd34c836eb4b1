import { diffArrays } from 'diff';

/** A line of one of two texts. */
export interface Line {
  number: number;
  text: string;
}

/** Lines side by side, or how many equal ones are left out. */
export type Row =
  | { kind: 'same' | 'changed'; before: Line | null; after: Line | null }
  | { kind: 'left-out'; lines: number };

/** Equal lines that are kept around a change. */
const CONTEXT = 3;
const MOST_MS = 400;

/** How a text became another one, line by line; null when they have too little in common to say so in time. */
export function differenceOf(before: string, after: string): Row[] | null {
  const changes = diffArrays(before.split('\n'), after.split('\n'), { timeout: MOST_MS });
  if (!changes) return null;
  const rows: Exclude<Row, { kind: 'left-out' }>[] = [];
  let left = 0;
  let right = 0;
  for (let i = 0; i < changes.length; i++) {
    const { value, added, removed } = changes[i]!;
    if (!added && !removed) {
      for (const text of value) {
        rows.push({ kind: 'same', before: { number: ++left, text }, after: { number: ++right, text } });
      }
      continue;
    }
    // What was taken away stands beside what came in its place.
    const gone = removed ? value : [];
    const came = added ? value : changes[i + 1]?.added ? changes[++i]!.value : [];
    for (let n = 0; n < Math.max(gone.length, came.length); n++) {
      const beforeText = gone[n];
      const afterText = came[n];
      rows.push({
        kind: 'changed',
        before: beforeText === undefined ? null : { number: ++left, text: beforeText },
        after: afterText === undefined ? null : { number: ++right, text: afterText },
      });
    }
  }
  return folded(rows);
}

/** Leaves out what is equal and far from any change. */
function folded(rows: Exclude<Row, { kind: 'left-out' }>[]): Row[] {
  const result: Row[] = [];
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to < rows.length && rows[to]!.kind === 'same') to++;
    const head = from === 0 ? 0 : CONTEXT;
    const tail = to === rows.length ? 0 : CONTEXT;
    const lines = to - from - head - tail;
    if (lines > 1) {
      result.push(...rows.slice(from, from + head), { kind: 'left-out', lines }, ...rows.slice(to - tail, to));
    } else {
      result.push(...rows.slice(from, to));
    }
    for (from = to; from < rows.length && rows[from]!.kind !== 'same'; from++) result.push(rows[from]!);
  }
  return result;
}

export const isSame = (rows: Row[]): boolean => rows.every(({ kind }) => kind !== 'changed');

/** A text in three: what it has in common with another at its beginning and its end, and what lies between. */
export interface Parts {
  head: string;
  middle: string;
  tail: string;
}

/** Of a longer common part only this much is kept: the change is what is looked for. */
const MOST_COMMON = 240;
const MOST_CHANGED = 2000;

/** Where two lines differ. */
export function partsOf(before: string, after: string): [before: Parts, after: Parts] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [cut(before, start, end), cut(after, start, end)];
}

function cut(text: string, start: number, end: number): Parts {
  const head = text.slice(0, start);
  const middle = text.slice(start, text.length - end);
  const tail = text.slice(text.length - end);
  return {
    head: head.length > MOST_COMMON ? `…${head.slice(-MOST_COMMON)}` : head,
    middle: middle.length > MOST_CHANGED ? `${middle.slice(0, MOST_CHANGED)}…` : middle,
    tail: tail.length > MOST_COMMON ? `${tail.slice(0, MOST_COMMON)}…` : tail,
  };
}
