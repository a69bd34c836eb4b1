import { useRef } from 'preact/hooks';
import { go } from '../place';
import { useAccess } from '../ui/access';
import { LoadMore } from '../ui/load-more';
import '../ui/rows.css';
import { usePages } from '../ui/use-pages';
import { useRows } from '../ui/use-rows';
import { useShortcuts } from '../ui/use-shortcuts';
import { useTitle } from '../ui/use-title';
import { Actions } from './actions';
import { FilterForm } from './filter-form';
import { GroupHead } from './group-head';
import { LetterRow } from './letter-row';
import './letters.css';
import { letterPage, type LetterFilter } from './letters-api';
import { useGroup } from './use-group';
import { selectionOf } from './words';

interface Props {
  filter: LetterFilter;
  now: number;
}

/** Letters one by one: of one cause, or all that a filter leaves. */
export function Letters({ filter, now }: Props) {
  const access = useAccess();
  const key = JSON.stringify(filter);
  const pages = usePages((after, limit, signal) => letterPage(access, filter, after, limit, signal), key);
  const rows = useRows<HTMLOListElement>(`letters ${key}`, pages.items?.map(({ origin }) => origin) ?? []);
  const { group, reload: reloadGroup } = useGroup(filter.group ?? null);
  const search = useRef<HTMLInputElement>(null);
  const selection = selectionOf(filter);
  const isWholeGroup = 'group' in selection;

  useTitle(group ? `Letters: ${group.failure}` : 'Letters');
  useShortcuts({ '/': () => search.current?.focus(), m: pages.hasMore && !pages.isLoading && pages.more });

  function reload() {
    pages.reload();
    reloadGroup();
  }

  return (
    <>
      <section class="card letters-head">
        {filter.group && <GroupHead fingerprint={filter.group} group={group} now={now} />}
        <FilterForm key={key} filter={filter} search={search} onFilter={(chosen) => go({ at: 'letters', filter: chosen })} />
        <Actions
          selection={selection}
          status={filter.status ?? null}
          counts={isWholeGroup ? group : null}
          isKnownEmpty={pages.items?.length === 0}
          onDone={reload}
        />
      </section>
      <section class="rows letters" aria-label="Letters, newest first" aria-busy={pages.items === null}>
        {pages.items === null && pages.failure === null && <p class="none-here">Loading…</p>}
        {pages.items?.length === 0 && (
          <p class="none-here" data-testid="no-letters">
            There are no such letters.
          </p>
        )}
        <ol ref={rows.container} data-testid="letters">
          {pages.items?.map((letter) => (
            <LetterRow key={letter.origin} letter={letter} filter={filter} now={now} link={rows.link(letter.origin)} />
          ))}
        </ol>
        <LoadMore pages={pages} names={['letter', 'letters']} />
      </section>
    </>
  );
}
