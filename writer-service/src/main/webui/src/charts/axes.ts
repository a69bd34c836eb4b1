import type uPlot from 'uplot';
import { formatClock } from '../ui/format';
import { colour } from './colour';

const COUNTS = new Intl.NumberFormat('en', { notation: 'compact' });
const PLAIN_UP_TO = 9_999;

/** Whole numbers only. */
const STEPS = Array.from({ length: 9 }, (_, zeros) => 10 ** zeros).flatMap((unit) => [unit, 2 * unit, 5 * unit]);

/** Time below, in the person's own, and counts on the left: what goes out is below nought, and no less a count. */
export function axes(): uPlot.Axis[] {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const common = {
    font: `${Math.round(rem * 0.78)}px system-ui, sans-serif`,
    stroke: colour('--ink-quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...common,
      size: rem * 1.9,
      space: rem * 5,
      grid: { show: false },
      values: (_, times) => times.map((time) => formatClock(time * 1000)),
    },
    {
      ...common,
      size: rem * 3.1,
      space: rem * 1.7,
      incrs: STEPS,
      values: (_, counts) => counts.map((count) => formatTick(Math.abs(count))),
    },
  ];
}

const formatTick = (count: number): string => (count <= PLAIN_UP_TO ? String(count) : COUNTS.format(count));
