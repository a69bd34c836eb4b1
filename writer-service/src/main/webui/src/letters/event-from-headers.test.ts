import { expect, test } from 'vitest';
import { eventFromHeaders } from './event-from-headers';

test('what the headers say of the event is taken over', () => {
  const headers = [
    { name: 'ce_id', text: 'e1' },
    { name: 'ce_type', text: 'page.visited' },
    { name: 'ce_time', base64: '/w==' },
    { name: 'tm_failure', text: 'poison/invalid_json' },
  ];
  expect(JSON.parse(eventFromHeaders(headers))).toEqual({ id: 'e1', type: 'page.visited', data: {} });
});
