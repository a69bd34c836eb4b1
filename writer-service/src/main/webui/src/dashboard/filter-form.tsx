import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import '../ui/field.css';
import { isoOf, localOf } from '../ui/local-time';
import './filter-form.css';
import { NO_FILTER, type SessionFilter } from './route';

interface Props {
  filter: SessionFilter;
  search: RefObject<HTMLInputElement | null>;
  onFilter: (filter: SessionFilter) => void;
}

type Text = 'q' | 'user' | 'repository';
type Moment = 'from' | 'to';

/** By what the sessions are narrowed, but for their status. */
export function FilterForm({ filter, search, onFilter }: Props) {
  const [typed, setTyped] = useState(filter);
  const text = (name: Text) => ({
    value: typed[name] ?? '',
    onInput: (event: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
  });
  const moment = (name: Moment) => ({
    value: localOf(typed[name] ?? undefined),
    onInput: (event: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: isoOf(event.currentTarget.value) }),
  });

  function submit(event: Event) {
    event.preventDefault();
    onFilter(given(typed));
  }

  return (
    <form class="session-filter" role="search" aria-label="Sessions" onSubmit={submit}>
      <label class="field session-search">
        <span class="visually-hidden">Search</span>
        <input
          ref={search}
          type="search"
          placeholder="Session, user or repository begins with…"
          data-testid="search"
          maxLength={200}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          {...text('q')}
        />
      </label>
      <button type="submit">Search</button>
      {isNarrowed(filter) && (
        <button type="button" class="quiet" data-testid="clear" onClick={() => onFilter({ ...NO_FILTER, status: filter.status })}>
          Clear
        </button>
      )}
      <details class="session-filter-more" open={[filter.user, filter.repository, filter.from, filter.to].some(Boolean)}>
        <summary>User, repository and time</summary>
        <div class="session-filter-fields">
          <label class="field">
            User
            <input type="text" autocomplete="off" data-testid="filter-user" {...text('user')} />
          </label>
          <label class="field">
            Repository
            <input type="text" autocomplete="off" placeholder="owner/name" data-testid="filter-repository" {...text('repository')} />
          </label>
          <label class="field">
            Opened since
            <input type="datetime-local" step={1} data-testid="filter-from" {...moment('from')} />
          </label>
          <label class="field">
            and before
            <input type="datetime-local" step={1} data-testid="filter-to" {...moment('to')} />
          </label>
        </div>
      </details>
    </form>
  );
}

/** Whether anything but the status narrows the list. */
export const isNarrowed = ({ status: _, ...others }: SessionFilter): boolean => Object.values(others).some(Boolean);

function given(typed: SessionFilter): SessionFilter {
  const text = (value: string | null) => value?.trim() || null;
  return {
    ...typed,
    q: text(typed.q),
    user: text(typed.user),
    repository: text(typed.repository),
    from: text(typed.from),
    to: text(typed.to),
  };
}
