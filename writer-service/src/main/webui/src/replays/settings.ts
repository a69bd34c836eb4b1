import type { ReplayLane } from './replays-api';

/** How a replay goes about it. */
export interface ReplaySettings {
  rate: number;
  lane: ReplayLane;
  cap: number;
}

/** As the server does it when nothing is said. */
export const CAREFUL: ReplaySettings = { rate: 500, lane: 'origin', cap: 5 };

export const MOST_RATE = 20_000;

export const LANE_WORDS: Record<ReplayLane, string> = {
  origin: 'their own',
  express: 'express',
  bulk: 'bulk',
};
