import { expect, test } from 'vitest';
import { bytesOf } from './content';
import { hexDump } from './hex';

test('bytes that are no text are shown as what they are', () => {
  expect(hexDump(bytesOf({ base64: btoa('\xff\xfeno JSON') }))).toBe(
    '00000000  ff fe 6e 6f 20 4a 53 4f  4e                       ..no JSON',
  );
});

test('sixteen bytes fill a line, and the next one says where it is', () => {
  const lines = hexDump(new Uint8Array(33)).split('\n');
  expect(lines.map((line) => line.slice(0, 8))).toEqual(['00000000', '00000010', '00000020']);
  expect(lines[0]!.indexOf('....')).toBe(lines[2]!.indexOf('.'));
});

test('a part is shown as the part it is', () => {
  expect(hexDump(new Uint8Array(64), 32, 48)).toMatch(/^00000020 {2}(00 ){8} (00 ){8} \.{16}$/);
});

test('a text has bytes too', () => {
  expect([...bytesOf({ text: 'é' })]).toEqual([0xc3, 0xa9]);
});
