import { expect, test } from 'vitest';
import type { Session } from '../api';
import { durationOf, formatAgo, formatDuration, formatMillis, formatTime, safeHref, summaryOf } from './format';

const NOW = Date.parse('2026-11-21T07:00:00Z');
const secondsAgo = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

test.each([
  [0, '0s'],
  [59.9, '59s'],
  [1800, '30m 00s'],
  [3900, '1h 05m'],
  [3 * 86_400 + 4 * 3600, '3d 04h'],
  [null, '–'],
  [-1, '–'],
  [NaN, '–'],
])('a duration of %s s reads %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test.each([
  [350, '350 ms'],
  [5300, '5.3s'],
  [65_000, '1m 05s'],
  [null, '–'],
])('a visit of %s ms reads %s', (ms, text) => expect(formatMillis(ms)).toBe(text));

test.each([
  [0, 'just now'],
  [12, '12s ago'],
  [3599, '59m ago'],
  [86_400, '1d ago'],
  [-7200, 'in 2h'],
])('%s s before now is %s', (seconds, text) => expect(formatAgo(secondsAgo(seconds), NOW)).toBe(text));

test('what is no time is a dash', () => {
  expect(formatAgo('yesterday', NOW)).toBe('–');
  expect(formatTime(null, NOW)).toBe('–');
});

test('a session in progress lasts from its start until now', () => {
  const session = { status: 'in_progress', started_at: secondsAgo(90), duration_seconds: null } as Session;
  expect(durationOf(session, NOW)).toBe(90);
  expect(durationOf({ ...session, started_at: null }, NOW)).toBeNull();
});

test('a session that ended lasts as long as the server says', () => {
  const session = { status: 'completed', started_at: secondsAgo(90), duration_seconds: 42 } as Session;
  expect(durationOf(session, NOW)).toBe(42);
});

test('a summary begins with the pull request', () => {
  const attributes = { user_agent: 'Firefox', pr_number: 42, repo_owner: 'quarkusio', repo_name: 'quarkus', a: null };
  expect(summaryOf(attributes)).toBe('quarkusio/quarkus#42 · user_agent Firefox');
});

test('a summary takes values of any form', () => {
  expect(summaryOf({ nested: { a: [1] }, flag: false, third: 3 })).toBe('nested {"a":[1]} · flag false');
  expect(summaryOf({})).toBe('');
});

test('only http and https become links', () => {
  expect(safeHref('https://example.org/a')).toBe('https://example.org/a');
  for (const url of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'about', '']) {
    expect(safeHref(url), url).toBeNull();
  }
});
