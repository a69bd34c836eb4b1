import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { axes } from './axes';

/** What a plot shows: its series, and how far its scale of counts goes. */
export interface Drawing {
  series: uPlot.Series[];
  range: (least: number, most: number) => [number, number];
  /** Draws over the series. */
  over?: (plot: uPlot) => void;
}

interface Props {
  drawing: Drawing;
  data: uPlot.AlignedData;
  /** From when to when, in seconds since 1970. */
  span: [number, number];
  /** The time that is pointed at; null when none is. */
  at: number | null;
  onPoint: (time: number | null) => void;
}

/** A plot over time. It is drawn at most once a frame, however often there is something new. */
export function Plot({ drawing, data, span, at, onPoint }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef({ data, span, at, onPoint });
  latest.current = { data, span, at, onPoint };

  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const made = new uPlot(optionsOf(drawing, latest, sizeOf(current)), latest.current.data, current);
    plot.current = made;
    const resizes = new ResizeObserver(() => made.setSize(sizeOf(current)));
    resizes.observe(current);
    const isDark = matchMedia('(prefers-color-scheme: dark)');
    const recolour = () => made.redraw(false, true);
    isDark.addEventListener('change', recolour);
    return () => {
      resizes.disconnect();
      isDark.removeEventListener('change', recolour);
      made.destroy();
      plot.current = null;
    };
  }, [drawing]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.setData(data));
    return () => cancelAnimationFrame(frame);
  }, [data]);

  useEffect(() => {
    const { current } = plot;
    const left = at === null ? -10 : (current?.valToPos(at, 'x') ?? -10);
    current?.setCursor({ left, top: left < 0 ? -10 : 0 }, false);
  }, [at, data]);

  return <div ref={box} class="plot" aria-hidden="true" />;
}

type Latest = { current: Pick<Props, 'span' | 'onPoint'> };

function optionsOf(drawing: Drawing, latest: Latest, size: { width: number; height: number }): uPlot.Options {
  return {
    ...size,
    padding: [8, 20, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    scales: {
      x: { time: true, range: () => latest.current.span },
      y: { range: (_, least, most) => drawing.range(least ?? 0, most ?? 0) },
    },
    axes: axes(),
    series: [{}, ...drawing.series],
    hooks: {
      draw: drawing.over ? [drawing.over] : [],
      setCursor: [(plot) => latest.current.onPoint(pointedAt(plot))],
    },
  };
}

function pointedAt(plot: uPlot): number | null {
  const { left = -1 } = plot.cursor;
  return left < 0 ? null : plot.posToVal(left, 'x');
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight });
