import { expect, test } from 'vitest';
import { slotWords } from './slot-words';

const at = (clock: string) => new Date(`2026-11-21T${clock}`).getTime();
const SLOT = { from: at('13:42'), to: at('13:43'), started: 1200, unstarted: 0, ended: 9, abandoned: 1, active: 7, isOpen: false };

test('a bar reads as a line', () => {
  expect(slotWords(SLOT)).toBe('13:42–13:43: 7 in progress, 1,200 started, 9 ended, 1 abandoned');
});

test('what is not over says so, and what came without a start is told apart', () => {
  expect(slotWords({ ...SLOT, isOpen: true, unstarted: 2 })).toBe(
    '13:42–13:43 so far: 7 in progress, 1,200 started, 2 seen without a start, 9 ended, 1 abandoned',
  );
});
