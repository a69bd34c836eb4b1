/** Dead letters as the server says them, and what can be done to them. */
import type { Outcome, ReplayStatus } from '../replays/replays-api';
import { ask, type Access, type Answer } from '../ui/access';
import type { Page } from '../ui/use-pages';

export const LETTER_STATUSES = ['open', 'discarded', 'applied'] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

/** By what a list of letters is narrowed. */
export const LETTER_FILTERS = ['group', 'type', 'user', 'status', 'from', 'to', 'q'] as const;
export type LetterFilter = Partial<Record<(typeof LETTER_FILTERS)[number], string>>;

/** Which letters something is done to. */
export type Selection = { origins: string[] } | { group: string } | { filter: LetterFilter };

export interface LetterGroup {
  fingerprint: string;
  failure: string;
  type: string | null;
  message: string;
  open: number;
  discarded: number;
  applied: number;
  first_failed_at: string;
  last_failed_at: string;
}

export interface Letter {
  origin: string;
  user: string | null;
  session_id: string | null;
  event_id: string | null;
  type: string | null;
  failure: string;
  sql_state: string | null;
  detail: string | null;
  fingerprint: string;
  attempts: number;
  deaths: number;
  first_failed_at: string;
  last_failed_at: string;
  status: LetterStatus;
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  edited: boolean;
  edited_by: string | null;
  edited_at: string | null;
  writer: string | null;
  size: number;
}

/** Bytes: as text where they are valid UTF-8. */
export type Content = { text: string; base64?: undefined } | { base64: string; text?: undefined };

export type LetterHeader = { name: string } & Content;

export interface Death {
  failed_at: string;
  failure: string;
  detail: string | null;
  sql_state: string | null;
  attempts: number;
  replay: string | null;
}

/** A replay that had a letter, and what became of it there. */
export interface LetterReplay {
  id: string;
  state: ReplayStatus;
  outcome: Outcome;
  by: string;
  created_at: string;
}

/** One letter. What its client sent is there for operators only. */
export interface WholeLetter extends Letter {
  payload?: Content | null;
  payload_truncated?: boolean;
  edited_payload?: Content | null;
  key?: Content | null;
  headers?: LetterHeader[];
  history: Death[];
  replays: LetterReplay[];
}

/** Whether the writer can read an edit as an event. */
export type Verdict = { ok: true } | { ok: false; code: string; detail: string };

const LETTERS = '/api/v1/dead-letters';
const pathOf = (origin: string) => `${LETTERS}/${encodeURIComponent(origin)}`;

export async function letterGroups(access: Access, status: LetterStatus | null, signal?: AbortSignal): Promise<LetterGroup[]> {
  const call = { query: { status }, ...(signal && { signal }) };
  return (await ask<{ groups: LetterGroup[] }>(access, `${LETTERS}/groups`, call)).value.groups;
}

export async function letterPage(
  access: Access,
  filter: LetterFilter,
  after: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<Page<Letter>> {
  const query = { ...filter, limit, after };
  const { value } = await ask<{ letters: Letter[]; next: string | null }>(access, LETTERS, { query, signal });
  return { items: value.letters, next: value.next };
}

/** One letter with its version; payloads of more than 256 KiB only in full when wanted so. */
export function oneLetter(access: Access, origin: string, full: boolean, signal?: AbortSignal): Promise<Answer<WholeLetter>> {
  return ask(access, pathOf(origin), { query: full ? { full } : {}, ...(signal && { signal }) });
}

export function editLetter(
  access: Access,
  origin: string,
  edit: { text: string; why: string | null },
  ifMatch: string | null,
): Promise<Answer<Letter & { decodes: Verdict }>> {
  return ask(access, `${pathOf(origin)}/payload`, { method: 'PUT', body: edit, ifMatch });
}

export function takeEditBack(access: Access, origin: string, ifMatch: string | null): Promise<Answer<Letter>> {
  return ask(access, `${pathOf(origin)}/payload`, { method: 'DELETE', ifMatch });
}

export const DECISIONS = ['discard', 'restore'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Discards open letters or opens discarded ones again. @returns how many it were */
export async function decide(access: Access, decision: Decision, selection: Selection, why: string | null): Promise<number> {
  const call = { method: 'POST', body: { selection, why } } as const;
  const { value } = await ask<{ discarded?: number; restored?: number }>(access, `${LETTERS}/${decision}`, call);
  return value.discarded ?? value.restored ?? 0;
}

/** The same for one letter, unless it changed since it was seen. */
export async function decideOne(
  access: Access,
  decision: Decision,
  origin: string,
  why: string | null,
  ifMatch: string | null,
): Promise<void> {
  await ask(access, `${pathOf(origin)}/${decision}`, { method: 'POST', body: { why }, ifMatch });
}
