import { hexDump } from './hex';

/** Something long to be read, in blocks so small that one more never holds up the page. */
export interface Blocks {
  count: number;
  block: (index: number) => string;
}

const CHARS = 4096;
const BYTES = 2048;

/** A text: cut after a line feed where there is one, and never within a character. */
export function textBlocks(text: string): Blocks {
  const cuts = [0];
  while (cuts.at(-1)! < text.length) cuts.push(nextCut(text, cuts.at(-1)!));
  return { count: cuts.length - 1, block: (index) => text.slice(cuts[index], cuts[index + 1]) };
}

function nextCut(text: string, from: number): number {
  const end = from + CHARS;
  if (end >= text.length) return text.length;
  const line = text.lastIndexOf('\n', end - 1);
  if (line >= from) return line + 1;
  const splitsPair = /[\udc00-\udfff]/.test(text[end]!) && /[\ud800-\udbff]/.test(text[end - 1]!);
  return splitsPair ? end - 1 : end;
}

/** Bytes in hexadecimal. */
export function hexBlocks(bytes: Uint8Array): Blocks {
  return {
    count: Math.ceil(bytes.length / BYTES),
    block: (index) => hexDump(bytes, index * BYTES, Math.min(bytes.length, (index + 1) * BYTES)),
  };
}
