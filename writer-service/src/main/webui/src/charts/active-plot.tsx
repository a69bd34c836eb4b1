import { useMemo } from 'preact/hooks';
import { colour } from './colour';
import type { Course } from './course';
import { Plot, type Drawing } from './plot';
import type { Pointing } from './pointing';

const DRAWING: Drawing = {
  series: [{ stroke: colour('--chart-started'), fill: colour('--chart-wash'), width: 2, points: { show: false } }],
  range: (_, most) => [0, Math.max(4, most * 1.12)],
};

/** How many sessions were in progress. */
export function ActivePlot({ course, ...pointing }: { course: Course } & Pointing) {
  const data = useMemo<[number[], number[]]>(() => [course.active.times, course.active.counts], [course]);
  return <Plot drawing={DRAWING} data={data} {...pointing} />;
}
