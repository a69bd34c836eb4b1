const BYTES_A_LINE = 16;
const HALF = BYTES_A_LINE / 2;
const DIGITS = BYTES_A_LINE * 3;

/** Bytes as people read them: where, in hexadecimal, and as ASCII. */
export function hexDump(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const lines: string[] = [];
  for (let at = from; at < to; at += BYTES_A_LINE) lines.push(line(bytes.subarray(at, Math.min(to, at + BYTES_A_LINE)), at));
  return lines.join('\n');
}

function line(bytes: Uint8Array, at: number): string {
  const digits = [...bytes].map((byte, index) => hex(byte, 2) + (index === HALF - 1 ? ' ' : '')).join(' ');
  const ascii = [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return `${hex(at, 8)}  ${digits.padEnd(DIGITS)}  ${ascii}`;
}

const hex = (number: number, width: number): string => number.toString(16).padStart(width, '0');
