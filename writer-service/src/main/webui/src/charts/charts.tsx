import { useState } from 'preact/hooks';
import { Untrusted } from '../ui/untrusted';
import { ActivePlot } from './active-plot';
import './charts.css';
import { MINUTES_A_BAR, type Course, type Hours } from './course';
import { FlowPlot } from './flow-plot';
import { HoursChoice } from './hours-choice';
import { Numbers } from './numbers';
import { indexAt, movedBy } from './pointing';
import { slotWords } from './slot-words';

interface Props {
  course: Course;
  hours: Hours;
  /** Whose sessions are drawn; null for all. */
  repository: string | null;
  onHours: (hours: Hours) => void;
}

/** What went on: who sees the plots points at them, who does not moves through them by keys or reads the table. */
export function Charts({ course, hours, repository, onHours }: Props) {
  const [pointed, setPointed] = useState<number | null>(null);
  const { slots } = course;
  const index = pointed === null ? -1 : slots.findIndex(({ from }) => from === pointed);
  const slot = slots[index] ?? null;
  const lastWhole = slots.length - 2;

  function point(time: number | null) {
    setPointed(time === null ? null : (slots[indexAt(slots, time)]?.from ?? null));
  }

  function onKeyDown(event: KeyboardEvent) {
    const to = movedBy(event.key, index < 0 ? slots.length - 1 : index, slots.length);
    if (to === null) return;
    event.preventDefault();
    setPointed(slots[to]!.from);
  }

  const pointing = {
    span: [slots[0]!.from / 1000, slots.at(-1)!.to / 1000] as [number, number],
    at: slot && (slot.from + slot.to) / 2000,
    onPoint: point,
  };
  const every = MINUTES_A_BAR[hours] === 1 ? 'minute' : `${MINUTES_A_BAR[hours]} minutes`;

  return (
    <section class="charts panel" aria-labelledby="charts-title" data-testid="charts">
      <header class="panel-head">
        <h2 id="charts-title">
          {hours === 1 ? 'The last hour' : 'The last 24 hours'}
          {repository && (
            <span class="muted">
              {' '}
              of <Untrusted text={repository} />
            </span>
          )}
        </h2>
        <p class="readout" data-testid="readout">
          {slot ? slotWords(slot) : <span class="muted">Point at a bar for its numbers</span>}
        </p>
        <HoursChoice hours={hours} onHours={onHours} />
      </header>
      <div
        class="plots"
        role="slider"
        tabIndex={0}
        aria-label={`Numbers by ${every}`}
        aria-valuemin={0}
        aria-valuemax={slots.length - 1}
        aria-valuenow={slot ? index : lastWhole}
        aria-valuetext={slotWords(slot ?? slots[lastWhole]!)}
        onKeyDown={onKeyDown}
        onBlur={() => setPointed(null)}
      >
        <div class="chart">
          <p class="chart-title">Sessions in progress</p>
          <ActivePlot course={course} {...pointing} />
        </div>
        <div class="chart">
          <p class="chart-title">
            By {every}: <Key part="started" name="started" /> <Key part="ended" name="ended" />{' '}
            <Key part="abandoned" name="abandoned" />
            {slots.some(({ unstarted }) => unstarted > 0) && <Key part="unstarted" name="seen without a start" />}
          </p>
          <FlowPlot course={course} {...pointing} />
        </div>
      </div>
      <Numbers slots={slots} />
    </section>
  );
}

function Key({ part, name }: { part: string; name: string }) {
  return (
    <span class="chart-key">
      <span class="chart-dot" data-part={part} />
      {name}
    </span>
  );
}
