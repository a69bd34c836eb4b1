import { expect, test } from 'vitest';
import { headline, outcomeShares, outcomeSummary, reasonShares, secondsLeft } from './outcomes';
import type { WholeReplay } from './replays-api';

const replay = (change: Partial<WholeReplay>): WholeReplay => ({
  id: 'r', dry_run: false, state: 'running', selection: { group: 'g' }, rate: 500, lane: 'origin', cap: 5, by: 'ada',
  why: null, created_at: '', finished_at: null, total: 0, applied: 0, failed: 0, skipped: 0, undecided: 0, sent: 0,
  pending: 0, reasons: [], ...change,
});
const dryRun = (change: Partial<WholeReplay>) => replay({ dry_run: true, ...change });

test.each([
  [dryRun({ total: 10 }), 'None would succeed'],
  [dryRun({ total: 10, applied: 7, failed: 3 }), '7 of 10 would succeed'],
  [dryRun({ total: 1204, applied: 1204 }), 'All 1,204 would succeed'],
  [dryRun({ total: 1, applied: 1 }), 'It would succeed'],
  [replay({ total: 3, applied: 1 }), '1 of 3 is applied'],
  [replay({ total: 3, applied: 2 }), '2 of 3 are applied'],
  [replay({ total: 1, failed: 1 }), 'None is applied'],
  [replay({}), 'No letter was selected'],
])('the headline says how it went', (given, text) => expect(headline(given)).toBe(text));

test('the summary names every outcome there is', () => {
  expect(outcomeSummary(replay({ total: 10, applied: 4, failed: 1, sent: 2, pending: 3 }))).toBe(
    'of 10 letters: 4 applied, 1 dead again, 2 under way, 3 still to be sent',
  );
  expect(outcomeSummary(dryRun({ total: 1, undecided: 1 }))).toBe('of 1 letter: 1 undecided');
});

test('the bar has the outcomes in their order', () => {
  expect(outcomeShares(replay({ total: 4, pending: 2, failed: 1, applied: 1 })).map(({ name }) => name)).toEqual([
    'applied',
    'failed',
    'pending',
  ]);
});

test('each reason has its share of what was not applied', () => {
  const reasons = [
    { failure: 'poison/refused_by_store', detail: 'a null character', count: 3, example: 'a@1' },
    { failure: null, detail: 'it was replayed 5 times', count: 1, example: 'a@2' },
  ];
  const shares = reasonShares(dryRun({ total: 10, applied: 6, failed: 3, skipped: 1, reasons }));
  expect(shares.map(({ percent }) => percent)).toEqual([75, 25]);
});

test('what the server does not name is not hidden', () => {
  const reasons = [{ failure: 'poison/invalid_json', detail: null, count: 6, example: 'a@1' }];
  expect(reasonShares(dryRun({ total: 8, failed: 8, reasons })).at(-1)).toEqual({
    failure: null, detail: 'for other reasons', count: 2, example: null, percent: 25,
  });
});

test('what is left takes as long as the rate says', () => {
  expect(secondsLeft(replay({ pending: 1001 }))).toBe(3);
  expect(secondsLeft(replay({ pending: 1001, state: 'paused' }))).toBeNull();
});
