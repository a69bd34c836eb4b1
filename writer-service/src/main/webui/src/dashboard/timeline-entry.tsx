import type { TimelineEntry, TimelineKind } from '../api';
import { formatMillis, safeHref } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { When } from '../ui/when';
import { dataWords, ENTRY_NAMES } from './entries';

/** A shape for each kind; the words beside it say the same. */
const SHAPES: Record<TimelineKind, string> = {
  started: 'M5.5 3.5l7 4.5-7 4.5z',
  ended: 'M3.5 8.4l3 3 6-6.6',
  abandoned: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  page_visit: 'M4 2.5h5.5L12.5 5.5v8H4zM9.5 2.5v3h3',
  activity: 'M2 8h3l2-4.5 2.5 9L11.5 8H14',
  tab_closed: 'M2.5 4.5h11v8h-11zM2.5 7h11',
  operation: 'M5 5L2.5 8 5 11M11 5l2.5 3L11 11M9 3.5L7 12.5',
};

export function Entry({ entry, now }: { entry: TimelineEntry; now: number }) {
  const { at, kind, duration_ms } = entry;
  const words = dataWords(entry.data);
  return (
    <li class="entry" data-testid={kind === 'page_visit' ? 'page-visit' : 'entry'} data-kind={kind}>
      <svg class="entry-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[kind] ?? SHAPES.operation} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      <span class="entry-what">
        <span class="entry-kind">{ENTRY_NAMES[kind] ?? kind}</span>
        <Subject entry={entry} />
        {words && (
          <span class="entry-quiet">
            <Untrusted text={words} />
          </span>
        )}
      </span>
      <span class="entry-when">
        <When iso={at} now={now} />
        {typeof duration_ms === 'number' && <span>{formatMillis(duration_ms)}</span>}
      </span>
    </li>
  );
}

/** What it was about, as its client said it. */
function Subject({ entry: { title, url, activity } }: { entry: TimelineEntry }) {
  const href = url ? safeHref(url) : null;
  const name = title || url || activity;
  if (!name) return null;
  return (
    <>
      <span class="entry-name">
        {href ? (
          <a href={href} target="_blank" rel="noreferrer noopener">
            <Untrusted text={name} />
          </a>
        ) : (
          <Untrusted text={name} />
        )}
      </span>
      {title && url && (
        <span class="entry-quiet entry-url">
          <Untrusted text={url} />
        </span>
      )}
    </>
  );
}
