/** Replays as the server says them, and what can be done to them. */
import type { Selection } from '../letters/letters-api';
import { ask, type Access } from '../ui/access';
import type { Page } from '../ui/use-pages';

export const OUTCOMES = ['applied', 'failed', 'skipped', 'undecided', 'sent', 'pending'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const LANES = ['origin', 'express', 'bulk'] as const;
export type ReplayLane = (typeof LANES)[number];

export type ReplayStatus = 'running' | 'paused' | 'cancelled' | 'completed';

/** What somebody asks for. */
export interface ReplayOrder {
  selection: Selection;
  dry_run: boolean;
  rate: number;
  lane: ReplayLane;
  cap: number;
  why: string | null;
}

/** Why letters were not applied, or would not be. */
export interface Reason {
  failure: string | null;
  detail: string | null;
  count: number;
  example: string;
}

export interface Replay extends ReplayOrder, Record<Outcome, number> {
  id: string;
  state: ReplayStatus;
  by: string;
  created_at: string;
  finished_at: string | null;
  total: number;
}

export interface WholeReplay extends Replay {
  reasons: Reason[];
}

export interface ReplayItem {
  origin: string;
  outcome: Outcome;
  failure: string | null;
  detail: string | null;
}

const REPLAYS = '/api/v1/replays';
const pathOf = (id: string) => `${REPLAYS}/${encodeURIComponent(id)}`;

export async function beginReplay(access: Access, order: ReplayOrder): Promise<Replay> {
  return (await ask<Replay>(access, REPLAYS, { method: 'POST', body: order })).value;
}

export async function replayPage(
  access: Access,
  after: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<Page<Replay>> {
  const query = { after, limit };
  const { value } = await ask<{ replays: Replay[]; next: string | null }>(access, REPLAYS, { query, signal });
  return { items: value.replays, next: value.next };
}

export async function oneReplay(access: Access, id: string, signal: AbortSignal): Promise<WholeReplay> {
  return (await ask<WholeReplay>(access, pathOf(id), { signal })).value;
}

export async function replayItems(
  access: Access,
  id: string,
  outcome: Outcome | null,
  after: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<Page<ReplayItem>> {
  const call = { query: { outcome, after, limit }, signal };
  return (await ask<Page<ReplayItem>>(access, `${pathOf(id)}/items`, call)).value;
}

export type ReplayTurn = 'pause' | 'resume' | 'cancel';

export async function turnReplay(access: Access, id: string, turn: ReplayTurn): Promise<void> {
  await ask(access, `${pathOf(id)}/${turn}`, { method: 'POST', body: {} });
}

export const isUnderWay = ({ state }: Replay): boolean => state === 'running' || state === 'paused';
