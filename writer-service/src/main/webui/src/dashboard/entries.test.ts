import { expect, test } from 'vitest';
import type { TimelineEntry } from '../api';
import { dataWords, entriesNotIn } from './entries';

const entry = (some: Partial<TimelineEntry>): TimelineEntry => ({ at: '2026-11-21T07:00:00Z', kind: 'activity', ...some });

test('older entries come without those that are live', () => {
  const live = [entry({ event_id: 'b' }), entry({ kind: 'started' })];
  const older = [entry({ event_id: 'b' }), entry({ kind: 'started' }), entry({ event_id: 'a' })];

  expect(entriesNotIn(older, live)).toEqual([entry({ event_id: 'a' })]);
});

test('two kinds of one event are two entries', () => {
  expect(entriesNotIn([entry({ event_id: 'a' })], [entry({ event_id: 'a', kind: 'operation' })])).toHaveLength(1);
});

test('data reads as a short line', () => {
  expect(dataWords({ tab_id: 7, note: '', nested: { a: 1 }, none: null })).toBe('tab_id 7 · nested {"a":1}');
  expect(dataWords({ long: 'x'.repeat(500) })).toHaveLength(125);
  expect(dataWords(Object.fromEntries(Array.from({ length: 64 }, (_, index) => [index, index]))).split(' · ')).toHaveLength(4);
  expect(dataWords(null)).toBe('');
});
