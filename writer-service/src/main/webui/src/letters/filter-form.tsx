import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import '../ui/field.css';
import './filter-form.css';
import type { LetterFilter } from './letters-api';
import { isoOf, localOf } from '../ui/local-time';
import { StatusChoice } from './status-choice';

interface Props {
  filter: LetterFilter;
  search: RefObject<HTMLInputElement | null>;
  onFilter: (filter: LetterFilter) => void;
}

/** By what the list is narrowed. */
export function FilterForm({ filter, search, onFilter }: Props) {
  const [typed, setTyped] = useState(filter);
  const field = (name: keyof LetterFilter) => ({
    value: typed[name] ?? '',
    onInput: (event: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  const moment = (name: 'from' | 'to') => ({
    value: localOf(typed[name]),
    onInput: (event: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: isoOf(event.currentTarget.value) }),
  });
  const isNarrowed = Object.keys(filter).some((name) => name !== 'status' && name !== 'group');

  function submit(event: Event) {
    event.preventDefault();
    onFilter(given(typed));
  }

  return (
    <form class="filter" role="search" aria-label="Letters" onSubmit={submit}>
      <label class="field filter-search">
        <span class="visually-hidden">Search</span>
        <input
          ref={search}
          type="search"
          placeholder="Search user, session, event, type, failure, detail"
          data-testid="search"
          maxLength={1000}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          {...field('q')}
        />
      </label>
      <StatusChoice
        label="Show letters by status"
        status={statusOf(filter)}
        onStatus={(status) => onFilter(given({ ...typed, status: status ?? '' }))}
      />
      <details class="filter-more" open={['type', 'user', 'from', 'to'].some((name) => name in filter)}>
        <summary>Type, user and time</summary>
        <div class="filter-fields">
          <label class="field">
            Type
            <input type="text" placeholder="page.visited" {...field('type')} />
          </label>
          <label class="field">
            User
            <input type="text" {...field('user')} />
          </label>
          <label class="field">
            Died since
            <input type="datetime-local" step={1} {...moment('from')} />
          </label>
          <label class="field">
            and before
            <input type="datetime-local" step={1} {...moment('to')} />
          </label>
        </div>
      </details>
      <div class="filter-buttons">
        <button type="submit">Search</button>
        {(isNarrowed || filter.group) && (
          <button type="button" class="quiet" onClick={() => onFilter(given({ status: filter.status ?? '' }))}>
            {filter.group ? 'All causes' : 'Clear'}
          </button>
        )}
      </div>
    </form>
  );
}

function given(filter: LetterFilter): LetterFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value.trim() !== ''));
}

function statusOf({ status }: LetterFilter): 'open' | 'discarded' | 'applied' | null {
  return status === 'open' || status === 'discarded' || status === 'applied' ? status : null;
}
