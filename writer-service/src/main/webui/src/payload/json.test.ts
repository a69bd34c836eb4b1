import { expect, test } from 'vitest';
import { compactJson, indentJson, jsonError } from './json';

const SENT = '{"id":"a","n":123456789012345678901234567890,"n":1.0,"t":"Page\\u0000 \\"x\\" {,}","e":{},"l":[1,[],true]}';

test('a member has a line', () => {
  expect(indentJson('{"a":1,"b":[true,{"c":null}]}')).toBe(
    '{\n  "a": 1,\n  "b": [\n    true,\n    {\n      "c": null\n    }\n  ]\n}',
  );
});

test('what is empty stays in its line', () => {
  expect(indentJson('{"a":{},"b":[ ]}')).toBe('{\n  "a": {},\n  "b": []\n}');
  expect(indentJson('[]')).toBe('[]');
});

test('nothing but blanks changes, there and back again', () => {
  expect(compactJson(indentJson(SENT)!)).toBe(SENT);
});

test.each(['', 'no JSON', '{"a":1', '\u0000', '{"a":1}}'])('%j is no JSON', (text) => {
  expect(indentJson(text)).toBeNull();
  expect(compactJson(text)).toBeNull();
  expect(jsonError(text)).not.toBeNull();
});

test('what is too deep is left alone', () => {
  expect(indentJson('['.repeat(5000) + ']'.repeat(5000))).toBeNull();
});

test('megabytes are laid out at once', () => {
  const text = JSON.stringify(Array.from({ length: 100_000 }, (_, n) => ({ n, text: 'tide '.repeat(8) })));
  const begun = performance.now();
  expect(compactJson(indentJson(text)!)).toBe(text);
  expect(performance.now() - begun).toBeLessThan(4000);
});
