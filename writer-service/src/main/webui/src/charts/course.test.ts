import { expect, test } from 'vitest';
import { minuteOf, type Minute } from '../live/minutes';
import { courseOf } from './course';

const NOW = Date.parse('2026-11-21T12:04:30Z');
const CURRENT = minuteOf(NOW);
const minute = (some: Partial<Minute>): Minute => ({ started: 0, unstarted: 0, ended: 0, abandoned: 0, ...some });

test('an hour is sixty bars of a minute, the last of them not over', () => {
  const { slots } = courseOf(new Map([[CURRENT, minute({ started: 2 })]]), 5, NOW, 1);

  expect(slots).toHaveLength(60);
  expect(slots.filter(({ isOpen }) => isOpen)).toEqual([slots.at(-1)]);
  expect(slots.at(-1)).toMatchObject({ started: 2, active: 5, from: Date.parse('2026-11-21T12:04:00Z') });
  expect(slots[0]).toMatchObject({ started: 0, from: Date.parse('2026-11-21T11:05:00Z') });
});

test('how many were in progress is walked back from now', () => {
  const minutes = new Map([
    [CURRENT, minute({ started: 2 })],
    [CURRENT - 1, minute({ ended: 4, abandoned: 1 })],
    [CURRENT - 3, minute({ unstarted: 3 })],
  ]);

  const { active, slots } = courseOf(minutes, 10, NOW, 1);

  // Now, and at the ends of the minutes 1, 2, 3 and 4 ago.
  expect(active.counts.slice(-5).toReversed()).toEqual([10, 8, 13, 13, 10]);
  expect(active.times.at(-1)).toBe(NOW / 1000);
  expect(active.times.at(-2)).toBe(Date.parse('2026-11-21T12:04:00Z') / 1000);
  expect(slots.slice(-3).map(({ active }) => active)).toEqual([13, 8, 10]);
});

test('what clients with fast clocks say of minutes ahead was not so before', () => {
  const { active } = courseOf(new Map([[CURRENT + 30, minute({ started: 4 })]]), 10, NOW, 1);

  expect(active.counts.slice(-2)).toEqual([6, 10]);
});

test('a day is bars of ten minutes, and a point for each minute', () => {
  const minutes = new Map([
    [CURRENT, minute({ started: 1 })],
    [CURRENT - 5, minute({ started: 2 })],
    [CURRENT - 14, minute({ started: 4 })],
    [CURRENT - 15, minute({ ended: 8 })],
  ]);

  const { slots, active } = courseOf(minutes, 7, NOW, 24);

  expect(slots).toHaveLength(144);
  expect(slots.slice(-3).map(({ started }) => started)).toEqual([0, 6, 1]);
  expect(slots.slice(-3).map(({ active }) => active)).toEqual([0, 6, 7]);
  expect(slots.at(-3)).toMatchObject({ ended: 8, isOpen: false });
  expect(active.times).toHaveLength(active.counts.length);
  expect(active.times.every((time, index) => index === 0 || time > active.times[index - 1]!)).toBe(true);
});

test('counted a moment apart, it is never below nothing', () => {
  const { active } = courseOf(new Map([[CURRENT - 1, minute({ started: 3 })]]), 1, NOW, 1);

  expect(Math.min(...active.counts)).toBe(0);
});
