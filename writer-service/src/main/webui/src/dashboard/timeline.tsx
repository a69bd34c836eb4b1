import { useState } from 'preact/hooks';
import type { TimelineEntry } from '../api';
import { useAccess } from '../ui/access';
import { LoadMore } from '../ui/load-more';
import { usePages } from '../ui/use-pages';
import type { SessionKey } from './route';
import { timelinePage } from './sessions-api';
import { Entry } from './timeline-entry';
import { entriesNotIn, entryName } from './entries';
import './timeline.css';

/** The live view has no more of them than this. */
const MOST_LIVE = 200;

interface Props {
  of: SessionKey;
  /** The newest, which are live. */
  entries: TimelineEntry[];
  now: number;
}

/** What happened in a session, the newest first. */
export function Timeline({ of, entries, now }: Props) {
  const [wantsOlder, setWantsOlder] = useState(false);
  const mayHaveMore = entries.length >= MOST_LIVE;
  return (
    <>
      <h3>
        Timeline <span class="muted">newest first</span>
      </h3>
      {entries.length === 0 && <p class="muted">Nothing has arrived for this session.</p>}
      <ol class="timeline" data-testid="timeline">
        {entries.map((entry) => (
          <Entry key={entryName(entry)} entry={entry} now={now} />
        ))}
      </ol>
      {mayHaveMore &&
        (wantsOlder ? (
          <OlderEntries of={of} live={entries} now={now} />
        ) : (
          <button type="button" data-testid="older-entries" onClick={() => setWantsOlder(true)}>
            Load older
          </button>
        ))}
    </>
  );
}

/** The entries below the live ones, as they were when they were loaded: what is over changes rarely. */
function OlderEntries({ of, live, now }: { of: SessionKey; live: TimelineEntry[]; now: number }) {
  const access = useAccess();
  const page = (after: string | null, signal: AbortSignal) => timelinePage(access, of, after, signal);
  const pages = usePages(async (after, _, signal) => {
    const { items, next } = await page(after, signal);
    if (after !== null || next === null) return { items, next };
    // The first page is what is live already.
    const second = await page(next, signal);
    return { items: [...items, ...second.items], next: second.next };
  }, `timeline ${JSON.stringify(of)}`);
  const older = entriesNotIn(pages.items ?? [], live);
  return (
    <>
      <ol class="timeline">
        {older.map((entry) => (
          <Entry key={entryName(entry)} entry={entry} now={now} />
        ))}
      </ol>
      <LoadMore pages={{ ...pages, items: [...live, ...older] }} names={['entry', 'entries']} />
    </>
  );
}
