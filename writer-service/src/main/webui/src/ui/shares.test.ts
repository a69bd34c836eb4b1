import { expect, test } from 'vitest';
import { sharesOf } from './shares';

const percents = (shares: { percent: number }[]) => shares.map(({ percent }) => Math.round(percent));

test('the parts fill the bar', () => {
  expect(percents(sharesOf({ applied: 7, failed: 3 }))).toEqual([70, 30]);
});

test('of a whole that is larger, the rest stays empty', () => {
  expect(percents(sharesOf({ applied: 1 }, 4))).toEqual([25]);
});

test('a part of none is left out', () => {
  expect(sharesOf({ applied: 0, failed: 2 })).toEqual([{ name: 'failed', count: 2, percent: 100 }]);
  expect(sharesOf({ applied: 0 }, 0)).toEqual([]);
});

test('one in a million can be seen, and the bar does not overflow', () => {
  const shares = sharesOf({ applied: 999_999, failed: 1 });
  expect(shares[1]!.percent).toBeGreaterThan(1);
  expect(shares.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100);
});
