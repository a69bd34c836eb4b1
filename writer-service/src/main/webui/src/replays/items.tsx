import { useEffect, useState } from 'preact/hooks';
import { FailureName } from '../letters/failure-name';
import { hrefOf } from '../place';
import { useAccess } from '../ui/access';
import { LoadMore } from '../ui/load-more';
import '../ui/rows.css';
import { Untrusted } from '../ui/untrusted';
import { usePages } from '../ui/use-pages';
import { useRows } from '../ui/use-rows';
import { useShortcuts } from '../ui/use-shortcuts';
import './items.css';
import { outcomeText } from './outcomes';
import { OUTCOMES, replayItems, type Outcome, type Replay } from './replays-api';

/** The letters of a replay one by one, on demand. */
export function Items({ replay }: { replay: Replay }) {
  const [isShown, setShown] = useState(false);
  return (
    <details class="card items" data-testid="items" onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>Letter by letter</summary>
      {isShown && <ItemList replay={replay} />}
    </details>
  );
}

function ItemList({ replay }: { replay: Replay }) {
  const access = useAccess();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const key = `items ${replay.id} ${outcome}`;
  const pages = usePages((after, limit, signal) => replayItems(access, replay.id, outcome, after, limit, signal), key);
  const rows = useRows<HTMLOListElement>(key, pages.items?.map(({ origin }) => origin) ?? []);
  useShortcuts({ m: pages.hasMore && !pages.isLoading && pages.more });
  useEffect(() => {
    if (pages.items !== null) pages.reload();
  }, [replay.state]);

  return (
    <>
      <label class="field items-outcome">
        <span class="visually-hidden">Show letters by outcome</span>
        <select value={outcome ?? ''} onChange={(event) => setOutcome((event.currentTarget.value || null) as Outcome | null)}>
          <option value="">All outcomes</option>
          {OUTCOMES.map((each) => (
            <option key={each} value={each}>
              {outcomeText(each, replay.dry_run)}
            </option>
          ))}
        </select>
      </label>
      <div class="rows">
        {pages.items?.length === 0 && <p class="none-here">There are none.</p>}
        <ol ref={rows.container}>
          {pages.items?.map((item) => (
            <li key={item.origin} class="item" data-testid="item" data-origin={item.origin} data-outcome={item.outcome}>
              <span class="item-outcome">
                <span class="dot" data-part={item.outcome} aria-hidden="true" /> {outcomeText(item.outcome, replay.dry_run)}
              </span>
              <span>
                <a {...rows.link(item.origin)} href={hrefOf({ at: 'letter', origin: item.origin, filter: {} })}>
                  <Untrusted text={item.origin} />
                </a>
                <span class="quiet-line">
                  {item.failure && <FailureName failure={item.failure} />}
                  {item.detail && <Untrusted text={item.detail} />}
                </span>
              </span>
            </li>
          ))}
        </ol>
        <LoadMore pages={pages} names={['letter', 'letters']} />
      </div>
    </>
  );
}
