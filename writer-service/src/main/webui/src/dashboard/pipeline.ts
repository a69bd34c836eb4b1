import type { Pipeline } from '../api';
import { formatCount, formatDuration } from '../ui/format';

/** How much something of the pipeline matters: what needs an operator, what is worth a look, and what is as it should be. */
export type Weight = 'alarm' | 'notice' | 'well';

export interface Fact {
  name: string;
  text: string;
  weight: Weight;
}

/** A lane this far behind is not merely busy. */
const MUCH_LAG = 1000;
/** When events wait and no row is newer, they are stuck. */
const OLD_ROW_SECONDS = 30;

/** What there is to say of the pipeline. */
export function factsOf(pipeline: Pipeline): Fact[] {
  const { lanes, newest_row_seconds: age, retries_waiting: retries, dead_letters: letters, store, stopped } = pipeline;
  const isStuck = age !== null && age > OLD_ROW_SECONDS && lanes.some(({ lag }) => (lag ?? 0) > 0);
  return [
    ...(store === 'down' ? [{ name: 'store', text: 'the store is down', weight: 'alarm' as const }] : []),
    ...lanes.map(({ lane, lag }) => laneFact(lane, lag, stopped.includes(lane))),
    {
      name: 'newest row',
      text: age === null ? 'newest row unknown' : `newest row ${formatDuration(age)} old`,
      weight: isStuck ? 'notice' : 'well',
    },
    {
      name: 'retries',
      text: retries === null ? 'retries unknown' : retries === 0 ? 'no retries' : `${counted(retries, 'retry', 'retries')} waiting`,
      weight: retries === 0 ? 'well' : 'notice',
    },
    {
      name: 'dead letters',
      text:
        letters === null ? 'dead letters unknown'
        : letters === 0 ? 'no dead letters'
        : counted(letters, 'dead letter', 'dead letters'),
      weight: letters === 0 ? 'well' : 'notice',
    },
  ];
}

function laneFact(lane: string, lag: number | null, isStopped: boolean): Fact {
  if (isStopped) return { name: lane, text: `${lane} is stopped until an operator resumes it`, weight: 'alarm' };
  if (lag === null) return { name: lane, text: `${lane} unknown`, weight: 'notice' };
  if (lag === 0) return { name: lane, text: `${lane} caught up`, weight: 'well' };
  return { name: lane, text: `${lane} ${formatCount(lag)} behind`, weight: lag > MUCH_LAG ? 'notice' : 'well' };
}

/** How it is altogether. */
export function verdictOf(facts: Fact[]): { weight: Weight; text: string } {
  if (facts.some(({ weight }) => weight === 'alarm')) return { weight: 'alarm', text: 'Pipeline needs help' };
  if (facts.some(({ weight }) => weight === 'notice')) return { weight: 'notice', text: 'Pipeline worth a look' };
  return { weight: 'well', text: 'Pipeline well' };
}

const counted = (count: number, one: string, many: string): string => `${formatCount(count)} ${count === 1 ? one : many}`;
