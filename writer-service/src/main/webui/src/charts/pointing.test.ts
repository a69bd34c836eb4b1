import { expect, test } from 'vitest';
import type { Slot } from './course';
import { indexAt, movedBy } from './pointing';

test('the keys move among the bars, and no further', () => {
  expect(movedBy('ArrowLeft', 5, 60)).toBe(4);
  expect(movedBy('ArrowRight', 59, 60)).toBe(59);
  expect(movedBy('PageDown', 4, 60)).toBe(0);
  expect(movedBy('Home', 4, 60)).toBe(0);
  expect(movedBy('End', 4, 60)).toBe(59);
});

test('other keys are for others', () => {
  expect(movedBy('Tab', 5, 60)).toBeNull();
  expect(movedBy('toString', 5, 60)).toBeNull();
});

test('a bar has its beginning, not its end', () => {
  const slots = [{ from: 0, to: 60_000 }, { from: 60_000, to: 120_000 }] as Slot[];
  expect([0, 59.9, 60, 120].map((time) => indexAt(slots, time))).toEqual([0, 0, 1, -1]);
});
