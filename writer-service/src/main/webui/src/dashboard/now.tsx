import { MINUTE_MS, minuteOf, type Minutes } from '../live/minutes';
import type { Shown } from '../live/use-live';
import { formatClock, formatCount, formatTime } from '../ui/format';
import './now.css';

interface Props {
  shown: Shown | null;
  /** Whether it is not now any more. */
  isStale: boolean;
  now: number;
}

/** What goes on now: how many sessions are in progress, and what the last whole minute brought. */
export function Now({ shown, isStale, now }: Props) {
  const active = shown?.view.active;
  const minutes = shown?.view.minutes === null ? null : (shown?.minutes ?? null);
  if (shown && active === null) return null;
  return (
    <section class="now" aria-label="Now">
      <dl>
        <Figure name="In progress" detail={isStale && shown ? `at ${formatTime(shown.view.at, now)}` : 'now'} value={active} id="active" />
        {(minutes || !shown) && <LastMinute minutes={minutes} now={now} />}
      </dl>
    </section>
  );
}

/** The current minute is not over, and would be too few. */
function LastMinute({ minutes, now }: { minutes: Minutes | null; now: number }) {
  const minute = minuteOf(now) - 1;
  const { started, ended, abandoned } = minutes?.get(minute) ?? NOTHING;
  const detail = minutes ? `in the minute ${formatClock(minute * MINUTE_MS)}` : 'in the last minute';
  const value = (count: number) => (minutes ? count : null);
  return (
    <>
      <Figure name="Started" detail={detail} value={value(started)} id="started" />
      <Figure name="Ended" detail={detail} value={value(ended)} id="ended" />
      <Figure name="Abandoned" detail={detail} value={value(abandoned)} id="abandoned" />
    </>
  );
}

interface FigureProps {
  name: string;
  detail: string;
  value: number | null | undefined;
  id: string;
}

function Figure({ name, detail, value, id }: FigureProps) {
  return (
    <div class="figure" data-figure={id}>
      <dt>
        {name} <span class="muted">{detail}</span>
      </dt>
      <dd data-testid={`now-${id}`} data-count={value}>
        {value === null || value === undefined ? '–' : formatCount(value)}
      </dd>
    </div>
  );
}

const NOTHING = { started: 0, ended: 0, abandoned: 0 };
