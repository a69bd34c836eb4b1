import { useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { View } from '../api';
import { useShortcuts } from '../ui/use-shortcuts';
import { Counts } from './counts';
import { FilterForm, isNarrowed } from './filter-form';
import { goTo, type Route } from './route';
import './sessions.css';

interface Props {
  counts: View['counts'] | null;
  route: Route;
  /** The list. */
  children: ComponentChildren;
}

/** The sessions, and what narrows them. */
export function Sessions({ counts, route, children }: Props) {
  const search = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => search.current?.focus() });
  const { filter } = route;
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
        <FilterForm
          key={JSON.stringify(filter)}
          filter={filter}
          search={search}
          onFilter={(filter) => goTo({ ...route, filter })}
        />
      </header>
      {children}
    </section>
  );
}
