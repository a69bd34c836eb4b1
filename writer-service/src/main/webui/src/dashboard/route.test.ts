import { expect, test } from 'vitest';
import { formatRoute, liveQueryOf, NO_FILTER, parseRoute, type Route } from './route';

const NOTHING: Route = { filter: NO_FILTER, selected: null, hours: 1 };

test.each<Route>([
  NOTHING,
  { ...NOTHING, filter: { ...NO_FILTER, status: 'completed' } },
  { ...NOTHING, hours: 24, selected: { user: 'a&b=c #/ü', session: 's:1.2' } },
  {
    filter: {
      status: 'in_progress',
      q: 'a&b=c #/ü?',
      user: 'ada',
      repository: 'quarkusio/quarkus',
      from: '2026-11-21T07:00:00.000Z',
      to: '2026-11-21T08:00:00.000Z',
    },
    selected: { user: 'grace', session: 's1' },
    hours: 24,
  },
])('a route survives the URL: %j', (route) => expect(parseRoute(formatRoute(route))).toEqual(route));

test('nothing chosen is nothing in the URL', () => {
  expect(formatRoute(NOTHING)).toBe('');
});

test('the stream is asked for sessions, and does not care how far back the charts go', () => {
  const route: Route = { filter: { ...NO_FILTER, user: 'ada' }, selected: { user: 'grace', session: 's1' }, hours: 24 };
  expect(liveQueryOf(route)).toBe('user=ada&selected_user=grace&selected_session=s1');
});

test('what cannot be meant is ignored', () => {
  const hash = 'status=constructor&selected_user=only&from=yesterday&q=&hours=7&__proto__=x';
  expect(parseRoute(hash)).toEqual(NOTHING);
});

test('a time reads in any form', () => {
  expect(parseRoute('from=2026-11-21T08:00:00%2B01:00').filter.from).toBe('2026-11-21T07:00:00.000Z');
});
