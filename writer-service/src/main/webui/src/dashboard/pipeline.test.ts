import { expect, test } from 'vitest';
import type { Pipeline } from '../api';
import { factsOf, verdictOf } from './pipeline';

const WELL: Pipeline = {
  lanes: [{ lane: 'express', lag: 0 }, { lane: 'bulk', lag: 12 }],
  newest_row_seconds: 2,
  retries_waiting: 0,
  dead_letters: 0,
  store: 'up',
  stopped: [],
};
const heard = (pipeline: Pipeline) => factsOf(pipeline).filter(({ weight }) => weight !== 'well').map(({ text }) => text);
const weightOf = (pipeline: Pipeline) => verdictOf(factsOf(pipeline)).weight;

test('a pipeline that is well is quiet', () => {
  expect(weightOf(WELL)).toBe('well');
  expect(factsOf(WELL).map(({ text }) => text)).toEqual([
    'express caught up',
    'bulk 12 behind',
    'newest row 2s old',
    'no retries',
    'no dead letters',
  ]);
});

test('nothing new is well as long as nothing waits', () => {
  const idle = { ...WELL, newest_row_seconds: 7200 };
  expect(weightOf(idle), 'twelve wait').toBe('notice');
  expect(weightOf({ ...idle, lanes: [{ lane: 'bulk', lag: 0 }] })).toBe('well');
});

test('what waits for an operator is an alarm', () => {
  expect(heard({ ...WELL, stopped: ['bulk'] })).toEqual(['bulk is stopped until an operator resumes it']);
  expect(weightOf({ ...WELL, stopped: ['bulk'] })).toBe('alarm');
  expect(weightOf({ ...WELL, store: 'down' })).toBe('alarm');
});

test('a backlog, retries and dead letters are worth a look', () => {
  const busy = { ...WELL, lanes: [{ lane: 'bulk', lag: 54_321 }], retries_waiting: 1, dead_letters: 3 };
  expect(heard(busy)).toEqual(['bulk 54,321 behind', '1 retry waiting', '3 dead letters']);
});

test('what is not known is not taken as well', () => {
  const unknown = { ...WELL, lanes: [{ lane: 'bulk', lag: null }], newest_row_seconds: null, retries_waiting: null };
  expect(factsOf(unknown).map(({ text }) => text)).toContain('retries unknown');
  expect(weightOf(unknown)).toBe('notice');
});
