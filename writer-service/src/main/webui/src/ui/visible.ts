/** A piece of text that nobody could see, or that would change how its neighbours are shown. */
export interface Mark {
  mark: string;
  says: string;
}

/** Controls, format characters (bidi among them), separators, halves of characters, and letters without a shape. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]+/gu;

const NAMES = new Map<number, string>([
  [0x00, 'null'],
  [0x07, 'bell'],
  [0x08, 'backspace'],
  [0x09, 'tab'],
  [0x0a, 'line feed'],
  [0x0d, 'carriage return'],
  [0x1b, 'escape'],
  [0x7f, 'delete'],
  [0xad, 'soft hyphen'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'end of embedding'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'end of isolate'],
  [0xfeff, 'byte order mark'],
]);

/** The text in pieces, in which everything can be seen. In `lines`, line feeds and tabs do what they always do. */
export function piecesOf(text: string, { lines }: { lines: boolean }): (string | Mark)[] {
  const pieces: (string | Mark)[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    pieces.push(text.slice(from, match.index), ...marksOf(match[0], lines));
    from = match.index + match[0].length;
  }
  pieces.push(text.slice(from));
  return pieces.filter((piece) => piece !== '');
}

/** A run of hidden characters: what repeats is counted. */
function marksOf(run: string, lines: boolean): (string | Mark)[] {
  const marks: (string | Mark)[] = [];
  const chars = [...run];
  for (let i = 0; i < chars.length; ) {
    const char = chars[i]!;
    let end = i + 1;
    while (chars[end] === char) end++;
    marks.push(lines && (char === '\n' || char === '\t') ? char.repeat(end - i) : markOf(char, end - i));
    i = end;
  }
  return marks;
}

function markOf(char: string, times: number): Mark {
  const code = char.codePointAt(0)!;
  const mark = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return { mark: times > 1 ? `${mark}×${times}` : mark, says: NAMES.get(code) ?? 'a character that cannot be seen' };
}
