import { useEffect } from 'preact/hooks';
import { auditPage } from '../audit/audit-api';
import { AuditList } from '../audit/audit-list';
import { hrefOf } from '../place';
import { useAccess } from '../ui/access';
import { LoadMore } from '../ui/load-more';
import { usePages } from '../ui/use-pages';
import type { Letter } from './letters-api';

interface Props {
  letter: Letter;
  /** Of the letter: with another one there may be something new. */
  version: string | null;
  now: number;
}

/** What people did with this letter alone. */
export function LetterAudit({ letter, version, now }: Props) {
  const access = useAccess();
  const filter = { target: letter.origin };
  const pages = usePages((after, limit, signal) => auditPage(access, filter, after, limit, signal), `audit ${letter.origin}`);
  useEffect(() => {
    if (pages.items !== null) pages.reload();
  }, [version]);

  return (
    <section class="card" aria-label="Audit" data-testid="letter-audit">
      <h3>Audit</h3>
      {pages.items?.length === 0 && <p class="muted">Nobody did anything with this letter alone.</p>}
      {pages.items && <AuditList entries={pages.items} now={now} shows="action" />}
      {(pages.hasMore || pages.failure !== null) && <LoadMore pages={pages} names={['entry', 'entries']} />}
      <p class="muted">
        Decisions about many letters are kept with{' '}
        <a href={hrefOf({ at: 'audit', filter: { target: letter.fingerprint } })}>its cause</a> and in{' '}
        <a href={hrefOf({ at: 'audit', filter: {} })}>the whole trail</a>.
      </p>
    </section>
  );
}
