import { expect, test } from 'vitest';
import { backoff } from './backoff';

test('the wait doubles from half a second to ten seconds', () => {
  const longest = [0, 1, 2, 3, 4, 5, 1000].map((attempt) => backoff(attempt, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('the jitter takes away up to a half', () => {
  expect(backoff(1, () => 0)).toBe(500);
});
