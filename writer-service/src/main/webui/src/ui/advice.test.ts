import { expect, test } from 'vitest';
import { Problem } from '../api';
import { adviceOf } from './advice';

test('a refusal whose words say enough needs no advice', () => {
  expect(adviceOf(new Problem(503, 'The store does not answer; try again in a moment.', 'store_unavailable'))).toBeNull();
  expect(adviceOf(new Problem(500, 'x', 'constructor'))).toBeNull();
});

test('a silent server, a large body and a foreign change have advice', () => {
  expect(adviceOf(new TypeError('network'))).toContain('writer is up');
  expect(adviceOf(new Problem(413, 'x'))).toContain('larger');
  expect(adviceOf(new Problem(412, 'x', 'letter_changed'))).toContain('still here');
});
