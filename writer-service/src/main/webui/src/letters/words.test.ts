import { expect, test } from 'vitest';
import { failureParts, formatSize, lettersText, selectionOf, selectionText, wordsOf } from './words';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1023 bytes'],
  [1434, '1.4 KiB'],
  [5 * 1024 * 1024, '5.0 MiB'],
])('%i bytes read %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

test('a failure has a class and a code', () => {
  expect(failureParts('poison/refused_by_store')).toEqual({ kind: 'poison', code: 'refused_by_store' });
  expect(failureParts('odd')).toEqual({ kind: '', code: 'odd' });
  expect(wordsOf('refused_by_store')).toBe('refused by store');
  expect(wordsOf('invalid_json')).toBe('invalid JSON');
});

test('counts agree with their noun', () => {
  expect([lettersText(1), lettersText(1204)]).toEqual(['1 letter', '1,204 letters']);
});

test('a filter by group alone selects the group', () => {
  expect(selectionOf({ group: '51b3', status: 'open' })).toEqual({ group: '51b3' });
  expect(selectionOf({ group: '51b3', user: 'ada' })).toEqual({ filter: { group: '51b3', user: 'ada' } });
  expect(selectionOf({ status: 'open' })).toEqual({ filter: {} });
});

test('a selection reads like what was asked for', () => {
  expect(selectionText({ origins: ['a@1'] })).toBe('a@1');
  expect(selectionText({ origins: ['a@1', 'a@2'] })).toBe('2 letters');
  expect(selectionText({ filter: { user: 'ada', q: 'refused' } })).toBe('user ada, with refused');
  expect(selectionText({ group: '51b3' })).toBe('All of cause 51b3');
  expect(selectionText({ filter: {} })).toBe('All letters');
});
