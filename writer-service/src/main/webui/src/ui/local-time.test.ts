import { expect, test } from 'vitest';
import { isoOf, localOf } from './local-time';

test('a time survives the field, to the second', () => {
  expect(isoOf(localOf('2026-11-21T07:00:05.000Z'))).toBe('2026-11-21T07:00:05.000Z');
});

test('what is no time is nothing', () => {
  expect(localOf(undefined)).toBe('');
  expect(localOf('yesterday')).toBe('');
  expect(isoOf('')).toBe('');
});
