import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route';

test.each<Route>([
  { status: null, selected: null },
  { status: 'completed', selected: null },
  { status: 'in_progress', selected: { user: 'a&b=c #/ü', session: 's:1.2' } },
])('a route survives the URL: %j', (route) => expect(parseRoute(formatRoute(route))).toEqual(route));

test('nothing chosen is nothing in the URL', () => {
  expect(formatRoute({ status: null, selected: null })).toBe('');
});

test('what cannot be meant is ignored', () => {
  expect(parseRoute('status=constructor&user=only')).toEqual({ status: null, selected: null });
});
