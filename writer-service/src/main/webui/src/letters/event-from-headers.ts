import type { LetterHeader } from './letters-api';

/** The members of an event that its record's headers repeat. */
const MEMBERS: [member: string, header: string][] = [
  ['id', 'ce_id'],
  ['type', 'ce_type'],
  ['session_id', 'ce_subject'],
  ['occurred_at', 'ce_time'],
];

/** An event to begin with, where the payload itself is past reading. */
export function eventFromHeaders(headers: LetterHeader[]): string {
  const known = MEMBERS.flatMap(([member, name]) => {
    const text = headers.find((header) => header.name === name)?.text;
    return text === undefined ? [] : [[member, text]];
  });
  return JSON.stringify({ ...Object.fromEntries(known), data: {} }, null, 2);
}
