import { expect, test } from 'vitest';
import { hexBlocks, textBlocks, type Blocks } from './blocks';

const all = ({ count, block }: Blocks) => Array.from({ length: count }, (_, index) => block(index));

test('a short text is one block, an empty one none', () => {
  expect(all(textBlocks('a\nb'))).toEqual(['a\nb']);
  expect(all(textBlocks(''))).toEqual([]);
});

test('the blocks together are the text, cut after lines', () => {
  const text = Array.from({ length: 20_000 }, (_, n) => `line ${n}`).join('\n');
  const blocks = all(textBlocks(text));
  expect(blocks.join('')).toBe(text);
  expect(blocks.slice(0, -1).every((block) => block.endsWith('\n') && block.length <= 4096)).toBe(true);
});

test('one endless line is cut too, but not within a character', () => {
  const text = 'x' + '🌊'.repeat(100_000);
  const blocks = all(textBlocks(text));
  expect(blocks.join('')).toBe(text);
  expect(blocks.every((block) => !/\p{Cs}/u.test(block))).toBe(true);
});

test('megabytes of bytes are dumped only as far as they are read', () => {
  const { count, block } = hexBlocks(new Uint8Array(5 * 1024 * 1024 + 1));
  expect(count).toBe(2561);
  expect(block(2560)).toMatch(/^00500000 {2}00 +\.$/);
});
