import type { View } from '../api';
import { formatClock, formatCount } from '../ui/format';
import { MINUTE_MS, minuteOf } from '../live/minutes';
import './now.css';

/** What goes on now: how many sessions are in progress, and what the last whole minute brought. */
export function Now({ view }: { view: View | null }) {
  if (view && (view.active === null || view.per_minute === null)) return null;
  const { started, ended, abandoned } = view?.per_minute ?? {};
  return (
    <section class="now" aria-label="Now">
      <dl>
        <Figure name="In progress" detail="now" value={view?.active} testid="now-active" />
        <Figure name="Started" detail={minuteWords(view)} value={started} testid="now-started" />
        <Figure name="Ended" detail={minuteWords(view)} value={ended} testid="now-ended" />
        <Figure name="Abandoned" detail={minuteWords(view)} value={abandoned} testid="now-abandoned" />
      </dl>
    </section>
  );
}

interface FigureProps {
  name: string;
  detail: string;
  value: number | null | undefined;
  testid: string;
}

function Figure({ name, detail, value, testid }: FigureProps) {
  return (
    <div class="figure" data-figure={testid}>
      <dt>
        {name} <span class="muted">{detail}</span>
      </dt>
      <dd data-testid={testid} data-count={value}>
        {value === null || value === undefined ? '–' : formatCount(value)}
      </dd>
    </div>
  );
}

/** The last minute that was over when the view was made. */
function minuteWords(view: View | null): string {
  return view ? `in the minute ${formatClock((minuteOf(Date.parse(view.at)) - 1) * MINUTE_MS)}` : 'in the last minute';
}
