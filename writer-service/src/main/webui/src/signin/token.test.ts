import { expect, test } from 'vitest';
import { claimsOf, pastedToken } from './token';

test.each(['aaa.bbb.c-c_c', '  aaa.bbb.c-c_c\n', 'Bearer aaa.bbb.c-c_c', 'Authorization: Bearer aaa.bbb.c-c_c'])(
  'a token is found in %j',
  (text) => expect(pastedToken(text)).toBe('aaa.bbb.c-c_c'),
);

test.each(['', 'two words', 'ünicode', 'a\nb'])('%j is no token', (text) => expect(pastedToken(text)).toBeNull());

test('a token says whose it is', () => {
  const claims = { sub: 'ädä', groups: ['tidemark-viewer', 'tidemark-operator'] };
  const utf8 = new TextEncoder().encode(JSON.stringify(claims));
  const payload = btoa(String.fromCharCode(...utf8)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  expect(claimsOf(`eyJ.${payload}.sig`)).toEqual({ subject: 'ädä', groups: ['tidemark-viewer', 'tidemark-operator'] });
});

test.each(['opaque', 'a.b.c', `a.${btoa('null')}.c`, `a.${btoa('{"groups":"x"}')}.c`])(
  'of the bearer of %j nothing is known',
  (token) => expect(claimsOf(token)).toEqual({ subject: null, groups: [] }),
);
