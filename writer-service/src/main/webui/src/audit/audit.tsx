import { useState } from 'preact/hooks';
import { go } from '../place';
import { useAccess } from '../ui/access';
import '../ui/field.css';
import { LoadMore } from '../ui/load-more';
import { usePages } from '../ui/use-pages';
import { useShortcuts } from '../ui/use-shortcuts';
import { useTitle } from '../ui/use-title';
import { ACTIONS, auditPage, type AuditFilter } from './audit-api';
import './audit.css';
import { ACTION_NAMES, AuditList } from './audit-list';

/** Who did what to what, when and why, newest first. Nothing is ever taken out of it. */
export function Audit({ filter, now }: { filter: AuditFilter; now: number }) {
  const access = useAccess();
  const key = `audit ${JSON.stringify(filter)}`;
  const pages = usePages((after, limit, signal) => auditPage(access, filter, after, limit, signal), key);
  useTitle('Audit');
  useShortcuts({ m: pages.hasMore && !pages.isLoading && pages.more });

  return (
    <section class="card audit" aria-label="Audit trail, newest first">
      <AuditForm key={key} filter={filter} />
      {pages.items === null && pages.failure === null && <p class="none-here">Loading…</p>}
      {pages.items?.length === 0 && <p class="none-here">Nobody did any such thing.</p>}
      {pages.items && <AuditList entries={pages.items} now={now} shows="target" />}
      <LoadMore pages={pages} names={['entry', 'entries']} />
    </section>
  );
}

function AuditForm({ filter }: { filter: AuditFilter }) {
  const [typed, setTyped] = useState(filter);
  const show = (chosen: AuditFilter) =>
    go({ at: 'audit', filter: Object.fromEntries(Object.entries(chosen).filter(([, value]) => value.trim() !== '')) });

  function submit(event: Event) {
    event.preventDefault();
    show(typed);
  }

  return (
    <form class="audit-form" role="search" aria-label="Audit trail" onSubmit={submit}>
      <label class="field">
        Who
        <input type="text" value={typed.who ?? ''} onInput={(event) => setTyped({ ...typed, who: event.currentTarget.value })} />
      </label>
      <label class="field">
        Did
        <select value={typed.action ?? ''} onChange={(event) => show({ ...typed, action: event.currentTarget.value })}>
          <option value="">anything</option>
          {ACTIONS.map((action) => (
            <option key={action} value={action}>
              {ACTION_NAMES[action]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        To
        <input
          type="text"
          placeholder="a letter, cause, replay or lane"
          value={typed.target ?? ''}
          onInput={(event) => setTyped({ ...typed, target: event.currentTarget.value })}
        />
      </label>
      <button type="submit">Search</button>
      {Object.keys(filter).length > 0 && (
        <button type="button" class="quiet" onClick={() => show({})}>
          Clear
        </button>
      )}
    </form>
  );
}
