import { useMemo } from 'preact/hooks';
import uPlot from 'uplot';
import { colour } from './colour';
import type { Course, Slot } from './course';
import { Plot, type Drawing } from './plot';
import type { Pointing } from './pointing';

const BARS = uPlot.paths.bars!({ size: [0.72, 22] });

/** The sum lies behind what is a part of it. */
const bar = (name: `--${string}`): uPlot.Series => ({
  fill: colour(name),
  width: 0,
  paths: BARS,
  points: { show: false },
});

const DRAWING: Drawing = {
  series: [bar('--chart-unstarted'), bar('--chart-started'), bar('--chart-abandoned'), bar('--chart-ended')],
  range: (least, most) => [Math.min(-2, least * 1.12), Math.max(2, most * 1.12)],
  over: drawZeroAndVeil,
};

/** How many sessions came, upwards, and how many went, downwards. */
export function FlowPlot({ course, ...pointing }: { course: Course } & Pointing) {
  const data = useMemo(() => columnsOf(course.slots), [course]);
  return <Plot drawing={DRAWING} data={data} {...pointing} />;
}

function columnsOf(slots: Slot[]): uPlot.AlignedData {
  const bars = (height: (slot: Slot) => number) => slots.map((slot) => height(slot) || null);
  return [
    slots.map(({ from, to }) => (from + to) / 2000),
    bars(({ started, unstarted }) => started + unstarted),
    bars(({ started }) => started),
    bars(({ ended, abandoned }) => -ended - abandoned),
    bars(({ ended }) => -ended),
  ];
}

/** A line at nought; and the last bar is paler, because its time is not over. */
function drawZeroAndVeil(plot: uPlot): void {
  const { ctx, bbox, data } = plot;
  const [times] = data;
  const zero = Math.round(plot.valToPos(0, 'y', true));
  if (times.length > 1) {
    const step = times[1]! - times[0]!;
    const left = plot.valToPos(times.at(-1)! - step / 2, 'x', true);
    ctx.save();
    ctx.globalAlpha = 0.55;
    ctx.fillStyle = colour('--surface')();
    ctx.fillRect(left, bbox.top, plot.valToPos(times.at(-1)! + step / 2, 'x', true) - left, bbox.height);
    ctx.restore();
  }
  ctx.save();
  ctx.fillStyle = colour('--field-line')();
  ctx.fillRect(bbox.left, zero, bbox.width, Math.max(1, devicePixelRatio));
  ctx.restore();
}
