/**
 * JSON laid out for people and back again, without reading its values: a number of thirty digits, a name that is there
 * twice and every escape stay exactly as they were sent.
 */

/** Deeper than this nothing is indented: it would be mostly blanks. */
const DEEPEST = 100;
const INDENT = '  ';

/** The text with a line for each member; null when it is no JSON, or too deep. */
export function indentJson(text: string): string | null {
  if (!isJson(text)) return null;
  const laidOut: string[] = [];
  let depth = 0;
  let last = '';
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '[') {
      if (++depth > DEEPEST) return null;
      laidOut.push(token, lineAt(depth));
    } else if (token === '}' || token === ']') {
      depth--;
      if (last === '{' || last === '[') laidOut.pop();
      else laidOut.push(lineAt(depth));
      laidOut.push(token);
    } else if (token === ',') {
      laidOut.push(token, lineAt(depth));
    } else {
      laidOut.push(token === ':' ? ': ' : token);
    }
    last = token;
  }
  return laidOut.join('');
}

/** The text without blanks between its tokens; null when it is no JSON. */
export function compactJson(text: string): string | null {
  return isJson(text) ? [...tokensOf(text)].join('') : null;
}

/** Why it is no JSON, in the words of the browser; null when it is. */
export function jsonError(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (failure) {
    return (failure as Error).message;
  }
}

const isJson = (text: string): boolean => jsonError(text) === null;

/** What JSON is made of: marks, strings, and everything else between blanks. */
function* tokensOf(json: string): Generator<string> {
  for (let from = 0; from < json.length; ) {
    const end = endOfToken(json, from);
    if (!BLANKS.includes(json[from]!)) yield json.slice(from, end);
    from = end;
  }
}

function endOfToken(json: string, from: number): number {
  if (json[from] === '"') return endOfString(json, from);
  let end = from + 1;
  if (!ENDS.includes(json[from]!)) while (end < json.length && !ENDS.includes(json[end]!)) end++;
  return end;
}

function endOfString(json: string, from: number): number {
  let end = from + 1;
  while (json[end] !== '"') end += json[end] === '\\' ? 2 : 1;
  return end + 1;
}

const BLANKS = ' \t\n\r';
const ENDS = `${BLANKS}{}[],:"`;
const lineAt = (depth: number): string => '\n' + INDENT.repeat(depth);
