import { expect, test } from 'vitest';
import { pastedToken } from './token';

test.each(['aaa.bbb.c-c_c', '  aaa.bbb.c-c_c\n', 'Bearer aaa.bbb.c-c_c', 'Authorization: Bearer aaa.bbb.c-c_c'])(
  'a token is found in %j',
  (text) => expect(pastedToken(text)).toBe('aaa.bbb.c-c_c'),
);

test.each(['', 'two words', 'ünicode', 'a\nb'])('%j is no token', (text) => expect(pastedToken(text)).toBeNull());
