import { expect, test } from 'vitest';
import { differenceOf, isSame, partsOf, type Row } from './difference';

const shown = (rows: Row[] | null) =>
  rows?.map((row) =>
    row.kind === 'left-out' ? `… ${row.lines}` : `${row.kind === 'same' ? '=' : '!'} ${row.before?.text ?? ''} | ${row.after?.text ?? ''}`,
  );

test('a changed line stands beside what it was', () => {
  expect(shown(differenceOf('a\nb\nc', 'a\nB\nc'))).toEqual(['= a | a', '! b | B', '= c | c']);
});

test('lines that came or went have nothing beside them', () => {
  expect(shown(differenceOf('a\nb', 'b'))).toEqual(['! a | ', '= b | b']);
  expect(shown(differenceOf('a', 'a\nb'))).toEqual(['= a | a', '!  | b']);
});

test('lines are counted on both sides', () => {
  const rows = differenceOf('a\nb\nc', 'b\nc\nd')!;
  expect(rows.at(-1)).toEqual({ kind: 'changed', before: null, after: { number: 3, text: 'd' } });
  expect(rows[1]).toMatchObject({ before: { number: 2 }, after: { number: 1 } });
});

test('what is equal and far from a change is left out', () => {
  const lines = Array.from({ length: 100 }, (_, n) => `line ${n}`);
  const edited = lines.with(50, 'edited');
  expect(shown(differenceOf(lines.join('\n'), edited.join('\n')))).toEqual([
    '… 47', '= line 47 | line 47', '= line 48 | line 48', '= line 49 | line 49',
    '! line 50 | edited',
    '= line 51 | line 51', '= line 52 | line 52', '= line 53 | line 53', '… 46',
  ]);
});

test('equal texts have no difference', () => {
  expect(isSame(differenceOf('a\nb', 'a\nb')!)).toBe(true);
  expect(isSame(differenceOf('a', '')!)).toBe(false);
});

test('texts with nothing in common end in time', () => {
  const noise = (seed: number) => Array.from({ length: 200_000 }, (_, n) => `${(n * seed) % 99_991}`).join('\n');
  const begun = performance.now();
  expect(differenceOf(noise(7), noise(13))).toBeNull();
  expect(performance.now() - begun).toBeLessThan(4000);
});

test('within a line only what changed is between', () => {
  expect(partsOf('"title": "Page\\u0000 1"', '"title": "Page 1"')).toEqual([
    { head: '"title": "Page', middle: '\\u0000', tail: ' 1"' },
    { head: '"title": "Page', middle: '', tail: ' 1"' },
  ]);
  expect(partsOf('aa', 'aaa')[1]).toEqual({ head: 'aa', middle: 'a', tail: '' });
});

test('of an endless line the change is shown', () => {
  const [before] = partsOf('x'.repeat(1e6) + 'a' + 'y'.repeat(1e6), 'x'.repeat(1e6) + 'b' + 'y'.repeat(1e6));
  expect(before.middle).toBe('a');
  expect(before.head.length + before.tail.length).toBeLessThan(1000);
});
