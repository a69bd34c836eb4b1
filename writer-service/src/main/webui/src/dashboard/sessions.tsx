import { useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { View } from '../api';
import { useShortcuts } from '../ui/use-shortcuts';
import { Counts } from './counts';
import { Empty } from './empty';
import { FilterForm, isNarrowed } from './filter-form';
import { goTo, type Route } from './route';
import './sessions.css';

interface Props {
  counts: View['counts'] | null;
  route: Route;
  ingestUrl: string | null;
  /** The list. */
  children: ComponentChildren;
}

/** The sessions, and what narrows them; as long as there are none at all, what to do about it. */
export function Sessions({ counts, route, ingestUrl, children }: Props) {
  const search = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => search.current?.focus() });
  const { filter } = route;
  const isEmpty = counts !== null && counts.in_progress + counts.completed + counts.abandoned === 0;
  return (
    <section class="sessions panel" aria-labelledby="sessions-title">
      <header class="sessions-head">
        <h2 id="sessions-title" class="visually-hidden">
          Sessions
        </h2>
        <Counts
          counts={counts}
          status={filter.status}
          isNarrowed={isNarrowed(filter)}
          onStatus={(status) => goTo({ ...route, filter: { ...filter, status } })}
        />
        {!isEmpty && (
          <FilterForm
            key={JSON.stringify(filter)}
            filter={filter}
            search={search}
            onFilter={(filter) => goTo({ ...route, filter })}
          />
        )}
      </header>
      {isEmpty ? <Empty ingestUrl={ingestUrl} /> : children}
    </section>
  );
}
