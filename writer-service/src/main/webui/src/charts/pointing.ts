import type { Slot } from './course';

/** What several plots over the same time have in common: the time, and what of it is pointed at. */
export interface Pointing {
  /** From when to when, in seconds since 1970. */
  span: [number, number];
  at: number | null;
  onPoint: (time: number | null) => void;
}

const STEPS = new Map([
  ['ArrowLeft', -1],
  ['ArrowDown', -1],
  ['ArrowRight', 1],
  ['ArrowUp', 1],
  ['PageDown', -10],
  ['PageUp', 10],
  ['Home', -Infinity],
  ['End', Infinity],
]);

/** Which bar a key moves to; null when the key is for something else. */
export function movedBy(key: string, index: number, count: number): number | null {
  const step = STEPS.get(key);
  return step === undefined ? null : Math.min(count - 1, Math.max(0, index + step));
}

/** The bar of a time in seconds since 1970; -1 when it is of none. */
export const indexAt = (slots: Slot[], time: number): number =>
  slots.findIndex(({ from, to }) => from <= time * 1000 && time * 1000 < to);
