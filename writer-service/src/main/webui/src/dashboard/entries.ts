import type { TimelineEntry, TimelineKind } from '../api';
import { formatValue } from '../ui/format';

export const ENTRY_NAMES: Record<TimelineKind, string> = {
  started: 'Started',
  ended: 'Ended',
  abandoned: 'Abandoned',
  page_visit: 'Page visit',
  activity: 'Activity',
  tab_closed: 'Tab closed',
  operation: 'Operation',
};

/** More of the data stays in the store. */
const MOST_DATA = 4;
const LONGEST_VALUE = 120;

/** The name of an entry within its session. */
export const entryName = ({ kind, event_id, at }: TimelineEntry): string => `${kind} ${event_id ?? at}`;

/** Those that are not among others too. */
export function entriesNotIn(entries: TimelineEntry[], others: TimelineEntry[]): TimelineEntry[] {
  const names = new Set(others.map(entryName));
  return entries.filter((entry) => !names.has(entryName(entry)));
}

/** What else the client said of it, in a line; nothing when that is nothing. */
export function dataWords(data: Record<string, unknown> | null | undefined): string {
  return Object.entries(data ?? {})
    .filter(([, value]) => value !== null && value !== '')
    .slice(0, MOST_DATA)
    .map(([name, value]) => `${name} ${formatValue(value).slice(0, LONGEST_VALUE)}`)
    .join(' · ');
}
