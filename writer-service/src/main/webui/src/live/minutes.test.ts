import { expect, test } from 'vitest';
import type { MinuteColumns } from '../api';
import { merged, minuteOf, netOf, NO_MINUTES } from './minutes';

const NOW = Date.parse('2026-11-21T12:00:30Z');

function columns(...rows: [minute: string, started: number, ended?: number][]): MinuteColumns {
  return {
    minute: rows.map(([minute]) => minute),
    started: rows.map(([, started]) => started),
    unstarted: rows.map(() => 0),
    ended: rows.map(([, , ended]) => ended ?? 0),
    abandoned: rows.map(() => 0),
  };
}
const startedOf = (minutes: ReadonlyMap<number, { started: number }>, iso: string) =>
  minutes.get(minuteOf(Date.parse(iso)))?.started;

test('what is new of a minute replaces what was known of it', () => {
  const first = merged(NO_MINUTES, columns(['2026-11-21T11:58:00Z', 3], ['2026-11-21T11:59:00Z', 4]), NOW);
  const then = merged(first, columns(['2026-11-21T11:59:00Z', 7], ['2026-11-21T12:00:00Z', 1]), NOW);

  expect([...then.values()].map(({ started }) => started)).toEqual([3, 7, 1]);
  expect(startedOf(first, '2026-11-21T11:59:00Z'), 'the map before is as it was').toBe(4);
});

test('nothing new is no change', () => {
  const first = merged(NO_MINUTES, columns(['2026-11-21T11:59:00Z', 4]), NOW);

  expect(merged(first, columns(), NOW)).toBe(first);
  expect(merged(first, null, NOW)).toBe(first);
});

test('minutes ahead stay, those of the day before yesterday go', () => {
  const minutes = merged(NO_MINUTES, columns(['2026-11-19T12:00:00Z', 1], ['2026-11-22T11:00:00Z', 2]), NOW);

  expect([...minutes.values()].map(({ started }) => started)).toEqual([2]);
});

test('what is no time is left out', () => {
  expect(merged(NO_MINUTES, columns(['yesterday', 1]), NOW).size).toBe(0);
});

test('a session without a start comes in, and an abandoned one goes', () => {
  expect(netOf({ started: 5, unstarted: 2, ended: 3, abandoned: 1 })).toBe(3);
});
