import { expect, test } from 'vitest';
import { formatPlace, parsePlace, type Place } from './place';

test.each<Place>([
  { at: 'sessions' },
  { at: 'groups', status: 'open' },
  { at: 'groups', status: 'all' },
  { at: 'letters', filter: {} },
  { at: 'letters', filter: { group: '51b3', status: 'open', q: 'a&b=c #/ü?' } },
  { at: 'letter', origin: 'tidemark.events.bulk-3@42', filter: { group: '51b3' } },
  { at: 'letter', origin: 'a/b?c#d%', filter: {} },
  { at: 'replays' },
  { at: 'replay', id: '0c0fd8a0-7b9e-4b7c-9a51-5a7b1f1f2f0e' },
  { at: 'audit', filter: { target: 'tidemark.events.bulk-3@42', who: 'ada' } },
])('a place survives the URL: %j', (place) => expect(parsePlace(formatPlace(place))).toEqual(place));

test('what has no slash in front is a route of the sessions', () => {
  expect(parsePlace('status=completed')).toEqual({ at: 'sessions' });
});

test('what cannot be meant is ignored', () => {
  expect(parsePlace('/nowhere')).toEqual({ at: 'groups', status: 'open' });
  expect(parsePlace('/groups?status=constructor')).toEqual({ at: 'groups', status: 'open' });
  expect(parsePlace('/letters/%zz')).toEqual({ at: 'letters', filter: {} });
  expect(parsePlace('/letters?__proto__=x&user=')).toEqual({ at: 'letters', filter: {} });
});
