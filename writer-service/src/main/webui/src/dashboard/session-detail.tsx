import { useEffect, useRef } from 'preact/hooks';
import type { View } from '../api';
import { CopyButton } from '../ui/copy-button';
import { durationOf, formatAgo, formatDuration, formatFullTime, formatValue } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { keyOf, nameOf } from './older';
import type { SessionKey } from './route';
import './session-detail.css';
import { StatusBadge } from './status';
import { Timeline } from './timeline';

interface Props {
  requested: SessionKey;
  /** What the latest view holds: still the session before, or nothing, until the requested one's first view. */
  shown: View['selected'];
  settled: boolean;
  now: number;
  onClose: () => void;
}

export function SessionDetail({ requested, shown, settled, now, onClose }: Props) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (section.current) focusOn(section.current);
  }, [requested.user, requested.session]);

  return (
    <section
      ref={section}
      class="detail panel"
      tabIndex={-1}
      aria-label="Selected session"
      aria-busy={!settled}
      data-testid="detail"
      data-user={shown?.session.user_id}
      data-session={shown?.session.session_id}
    >
      <button type="button" class="quiet close" onClick={onClose} data-testid="close">
        <span class="close-wide" aria-hidden="true">
          ✕
        </span>
        <span class="close-narrow">Back</span>
      </button>
      {shown ? <Contents shown={shown} now={now} /> : <Missing requested={requested} settled={settled} />}
    </section>
  );
}

function Contents({ shown: { session, timeline }, now }: { shown: NonNullable<View['selected']>; now: number }) {
  return (
    <>
      <StatusBadge status={session.status} />
      <Title user={session.user_id} session={session.session_id} />
      <dl class="facts">
        <Fact name="Duration" value={formatDuration(durationOf(session, now))} />
        <Fact name="Started" value={formatFullTime(session.started_at)} />
        <Fact name="First seen" value={formatFullTime(session.first_seen_at)} />
        <Fact name="Last seen" value={`${formatFullTime(session.last_seen_at)} (${formatAgo(session.last_seen_at, now)})`} />
        <Fact name="Ended" value={formatFullTime(session.ended_at)} />
        {session.end_reason && <Fact name="Reason" value={session.end_reason} />}
      </dl>
      <Attributes attributes={session.attributes} />
      <Timeline key={nameOf(session)} of={keyOf(session)} entries={timeline} now={now} />
    </>
  );
}

function Missing({ requested, settled }: { requested: SessionKey; settled: boolean }) {
  return (
    <>
      <Title user={requested.user} session={requested.session} />
      <p class="muted">{settled ? 'Nothing is known of this session. It appears here once something arrives.' : 'Loading…'}</p>
    </>
  );
}

function Title({ user, session }: { user: string; session: string }) {
  return (
    <>
      <h2 title={user}>
        <Untrusted text={user} />
      </h2>
      <p class="detail-id">
        <span>
          <Untrusted text={session} />
        </span>
        <CopyButton text={session} label="Copy the session id" />
      </p>
    </>
  );
}

function Attributes({ attributes }: { attributes: Record<string, unknown> }) {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return null;
  return (
    <>
      <h3>Attributes</h3>
      <dl class="facts">
        {entries.map(([name, value]) => (
          <Fact key={name} name={name} value={formatValue(value)} />
        ))}
      </dl>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>
        <Untrusted text={name} />
      </dt>
      <dd>
        <Untrusted text={value} />
      </dd>
    </div>
  );
}

/** Where the panel takes the page, it begins at the top. */
function focusOn(panel: HTMLElement): void {
  if (matchMedia('(max-width: 760px)').matches) scrollTo(0, 0);
  panel.focus({ preventScroll: true });
}
