import { formatClock, formatCount } from '../ui/format';
import type { Slot } from './course';

/** What happened in the time of a bar, in a line. */
export function slotWords(slot: Slot): string {
  const { active, started, unstarted, ended, abandoned, isOpen } = slot;
  const facts = [
    `${formatCount(active)} in progress`,
    `${formatCount(started)} started`,
    unstarted > 0 ? `${formatCount(unstarted)} seen without a start` : '',
    `${formatCount(ended)} ended`,
    `${formatCount(abandoned)} abandoned`,
  ];
  return `${spanWords(slot)}${isOpen ? ' so far' : ''}: ${facts.filter(Boolean).join(', ')}`;
}

export const spanWords = ({ from, to }: Slot): string => `${formatClock(from)}–${formatClock(to)}`;
