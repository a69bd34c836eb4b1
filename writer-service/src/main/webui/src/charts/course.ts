import { MINUTE_MS, minuteOf, netOf, type Minute, type Minutes } from '../live/minutes';

/** How far back the charts go. */
export type Hours = 1 | 24;

/** How many minutes a bar stands for: a day has too many of them for one each. */
export const MINUTES_A_BAR: Record<Hours, number> = { 1: 1, 24: 10 };

/** What happened in the time of one bar. Times are in milliseconds since 1970. */
export interface Slot extends Minute {
  from: number;
  to: number;
  /** Sessions in progress at its end or, where it has not ended, now. */
  active: number;
  /** Whether it is not over yet. */
  isOpen: boolean;
}

/** What the charts show. */
export interface Course {
  slots: Slot[];
  /** Sessions in progress at the start of the first minute, at the end of each, and now: times in seconds since 1970. */
  active: { times: number[]; counts: number[] };
}

/**
 * Walks back from how many sessions are in progress now: at the end of a minute it were as many less those that came in
 * later minutes and more those that went. Minutes ahead, which clients with fast clocks make, are later than all.
 */
export function courseOf(minutes: Minutes, active: number, now: number, hours: Hours): Course {
  const step = MINUTES_A_BAR[hours];
  const current = minuteOf(now);
  const lastSlot = current - (current % step);
  const first = lastSlot - hours * 60 + step;
  const atEnd = activeAtEnds(minutes, active, first - 1, current);

  const slots = Array.from({ length: (hours * 60) / step }, (_, index) => {
    const from = first + index * step;
    const isOpen = from === lastSlot;
    return {
      ...sumOf(minutes, from, from + step),
      from: from * MINUTE_MS,
      to: (from + step) * MINUTE_MS,
      active: isOpen ? active : atEnd[from + step - first]!,
      isOpen,
    };
  });
  const times = Array.from({ length: current - first + 1 }, (_, index) => (first + index) * 60);
  return { slots, active: { times: [...times, now / 1000], counts: [...atEnd.slice(0, -1), active] } };
}

/** How many were in progress at the end of each minute from the first to the current one. */
function activeAtEnds(minutes: Minutes, active: number, first: number, current: number): number[] {
  const counts = new Array<number>(current - first + 1);
  let running = active;
  for (const [minute, each] of minutes) if (minute > current) running -= netOf(each);
  for (let minute = current; minute >= first; minute--) {
    // The minutes are counted a moment after the sessions: between the two it can come out below nothing.
    counts[minute - first] = Math.max(0, running);
    const each = minutes.get(minute);
    if (each) running -= netOf(each);
  }
  return counts;
}

function sumOf(minutes: Minutes, from: number, to: number): Minute {
  const sum = { started: 0, unstarted: 0, ended: 0, abandoned: 0 };
  for (let minute = from; minute < to; minute++) {
    const each = minutes.get(minute);
    if (!each) continue;
    sum.started += each.started;
    sum.unstarted += each.unstarted;
    sum.ended += each.ended;
    sum.abandoned += each.abandoned;
  }
  return sum;
}
