import { selectionText } from '../letters/words';
import { hrefOf } from '../place';
import { useAccess } from '../ui/access';
import { LoadMore } from '../ui/load-more';
import '../ui/rows.css';
import { ShareBar } from '../ui/share-bar';
import { Untrusted } from '../ui/untrusted';
import { usePages } from '../ui/use-pages';
import { useRows, type Rows } from '../ui/use-rows';
import { useShortcuts } from '../ui/use-shortcuts';
import { useTitle } from '../ui/use-title';
import { When } from '../ui/when';
import { headline, outcomeShares, outcomeSummary } from './outcomes';
import { ReplayState } from './replay-state';
import './replays.css';
import { replayPage, type Replay } from './replays-api';

/** All replays and dry runs, newest first. */
export function Replays({ now }: { now: number }) {
  const access = useAccess();
  const pages = usePages((after, limit, signal) => replayPage(access, after, limit, signal), 'replays');
  const rows = useRows<HTMLOListElement>('replays', pages.items?.map(({ id }) => id) ?? []);
  useTitle('Replays');
  useShortcuts({ m: pages.hasMore && !pages.isLoading && pages.more });

  return (
    <section class="rows replays" aria-label="Replays, newest first">
      {pages.items === null && pages.failure === null && <p class="none-here">Loading…</p>}
      {pages.items?.length === 0 && <p class="none-here">Nothing was replayed yet.</p>}
      <ol ref={rows.container} data-testid="replays">
        {pages.items?.map((replay) => (
          <ReplayRow key={replay.id} replay={replay} now={now} link={rows.link(replay.id)} />
        ))}
      </ol>
      <LoadMore pages={pages} names={['replay', 'replays']} />
    </section>
  );
}

interface RowProps {
  replay: Replay;
  now: number;
  link: ReturnType<Rows<HTMLElement>['link']>;
}

function ReplayRow({ replay, now, link }: RowProps) {
  return (
    <li data-testid="replay-row" data-id={replay.id} data-state={replay.state}>
      <div>
        <a {...link} href={hrefOf({ at: 'replay', id: replay.id })}>
          {replay.dry_run ? 'Dry run' : 'Replay'}: {headline(replay).toLowerCase()}
        </a>
        <p class="quiet-line">
          <Untrusted text={selectionText(replay.selection)} />
          {replay.why && (
            <>
              {' '}
              – “<Untrusted text={replay.why} />”
            </>
          )}
        </p>
      </div>
      <ShareBar shares={outcomeShares(replay)} label={outcomeSummary(replay)} />
      <ReplayState replay={replay} />
      <div class="letter-when quiet-line">
        <When iso={replay.created_at} now={now} ago />
        <span>
          by <Untrusted text={replay.by} />
        </span>
      </div>
    </li>
  );
}
