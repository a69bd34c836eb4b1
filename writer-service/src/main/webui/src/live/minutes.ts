import type { MinuteColumns } from '../api';

/** What happened in one minute. */
export interface Minute {
  started: number;
  unstarted: number;
  ended: number;
  abandoned: number;
}

/** What happened in each minute, by its number since 1970. In a minute that is not there nothing happened. */
export type Minutes = ReadonlyMap<number, Minute>;

export const NO_MINUTES: Minutes = new Map();
export const MINUTE_MS = 60_000;

/** The charts look back a day, and the oldest of their bars begins a little earlier. */
const KEPT = 24 * 60 + 60;

export const minuteOf = (time: number): number => Math.floor(time / MINUTE_MS);

/** By how many more or fewer sessions were in progress at the end of a minute than at its start. */
export const netOf = ({ started, unstarted, ended, abandoned }: Minute): number =>
  started + unstarted - ended - abandoned;

/** The minutes with what is new of them; what nobody looks back to any more is left out. Nothing new is no change. */
export function merged(before: Minutes, news: MinuteColumns | null, now: number): Minutes {
  if (!news || news.minute.length === 0) return before;
  const after = new Map(before);
  news.minute.forEach((iso, index) => {
    const minute = minuteOf(Date.parse(iso));
    if (!Number.isNaN(minute)) after.set(minute, minuteAt(news, index));
  });
  const oldest = minuteOf(now) - KEPT;
  for (const minute of after.keys()) if (minute < oldest) after.delete(minute);
  return after;
}

function minuteAt({ started, unstarted, ended, abandoned }: MinuteColumns, index: number): Minute {
  return {
    started: started[index] ?? 0,
    unstarted: unstarted[index] ?? 0,
    ended: ended[index] ?? 0,
    abandoned: abandoned[index] ?? 0,
  };
}
