import { expect, test } from 'vitest';
import { piecesOf } from './visible';

const shown = (text: string, lines = false) =>
  piecesOf(text, { lines })
    .map((piece) => (typeof piece === 'string' ? piece : `[${piece.mark}]`))
    .join('');

test('what can be seen stays as it is', () => {
  expect(piecesOf('tide ≈ 潮 שלום é 🌊', { lines: false })).toEqual(['tide ≈ 潮 שלום é 🌊']);
  expect(piecesOf('', { lines: false })).toEqual([]);
});

test('an override of the direction is shown, not obeyed', () => {
  expect(shown('user\u202egnp.exe')).toBe('user[U+202E]gnp.exe');
  expect(piecesOf('\u202e', { lines: false })).toEqual([{ mark: 'U+202E', says: 'right-to-left override' }]);
});

test.each(['\u0000', '\u0007', '\u001b', '\u0085', '\u00ad', '\u200b', '\u2066', '\ufeff', '\u2028', '\u3164', '\udc00', '\u{e0041}'])(
  'what has no shape gets one: %j',
  (char) => expect(shown(`a${char}b`)).toMatch(/^a\[U\+[0-9A-F]{4,5}\]b$/),
);

test('line feeds and tabs are marked in one line, and do their work in many', () => {
  expect(shown('a\n\tb')).toBe('a[U+000A][U+0009]b');
  expect(shown('a\n\t\rb', true)).toBe('a\n\t[U+000D]b');
});

test('a long run is counted', () => {
  expect(shown('\u200b'.repeat(1_000_000))).toBe('[U+200B×1000000]');
});
