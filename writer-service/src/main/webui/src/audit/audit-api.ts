/** Who did what and why, as the server says it. */
import { ask, type Access } from '../ui/access';
import type { Page } from '../ui/use-pages';

export const ACTIONS = [
  'edit',
  'discard',
  'restore',
  'replay',
  'replay_pause',
  'replay_resume',
  'replay_cancel',
  'lane_resume',
  'projection_rebuild',
] as const;
export type Action = (typeof ACTIONS)[number];

export const AUDIT_FILTERS = ['target', 'who', 'action'] as const;
export type AuditFilter = Partial<Record<(typeof AUDIT_FILTERS)[number], string>>;

export interface AuditEntry {
  id: number;
  at: string;
  who: string;
  action: Action;
  target: string;
  why: string | null;
  detail: Record<string, unknown>;
}

export async function auditPage(
  access: Access,
  filter: AuditFilter,
  after: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<Page<AuditEntry>> {
  const query = { ...filter, after, limit };
  const { value } = await ask<{ entries: AuditEntry[]; next: string | null }>(access, '/api/v1/audit', { query, signal });
  return { items: value.entries, next: value.next };
}
