import { go, hrefOf, type Place } from '../place';
import { Failure } from '../ui/failure';
import { useAccess } from '../ui/access';
import '../ui/rows.css';
import { useLoaded } from '../ui/use-loaded';
import { useRows } from '../ui/use-rows';
import { useShortcuts } from '../ui/use-shortcuts';
import { useTitle } from '../ui/use-title';
import { lettersText } from './words';
import { GroupRow } from './group-row';
import './groups.css';
import { LETTER_STATUSES, letterGroups, type LetterGroup } from './letters-api';
import { StatusChoice } from './status-choice';

const EVERY_MS = 5_000;

/** The server sends no more than this. */
const MOST = 500;

interface Props {
  status: Extract<Place, { at: 'groups' }>['status'];
  now: number;
}

/** Why letters are dead: one row a cause, newest first. */
export function Groups({ status, now }: Props) {
  const access = useAccess();
  const wanted = LETTER_STATUSES.find((each) => each === status) ?? null;
  const groups = useLoaded((signal) => letterGroups(access, wanted, signal), status, EVERY_MS);
  const rows = useRows<HTMLOListElement>(`groups ${status}`, groups.value?.map(({ fingerprint }) => fingerprint) ?? []);
  const open = sum(groups.value ?? []);

  useTitle(groups.value && status === 'open' ? `${lettersText(open)} open` : 'Dead letters');
  useShortcuts({ '/': () => go({ at: 'letters', filter: { status: 'open' } }) });

  return (
    <>
      <div class="above-list">
        <StatusChoice
          label="Show causes by the status of their letters"
          status={wanted}
          onStatus={(chosen) => go({ at: 'groups', status: chosen ?? 'all' })}
        />
        <p class="muted" role="status">
          {groups.value && groups.value.length > 0 && summaryOf(groups.value, open)}
        </p>
      </div>
      <section class="rows groups" aria-label="Causes, newest first" aria-busy={groups.value === null}>
        <Failure of={groups.failure} onRetry={groups.reload} />
        {groups.value?.length === 0 && <NoneHere status={status} />}
        {groups.value === null && groups.failure === null && <p class="none-here">Loading…</p>}
        <ol ref={rows.container} data-testid="groups">
          {groups.value?.map((group) => (
            <GroupRow key={group.fingerprint} group={group} status={wanted} now={now} link={rows.link(group.fingerprint)} />
          ))}
        </ol>
      </section>
    </>
  );
}

function NoneHere({ status }: { status: Props['status'] }) {
  return (
    <div class="none-here" data-testid="no-groups">
      <p>{status === 'open' ? 'No letter waits for you. All is well.' : 'There are no such letters.'}</p>
      {status !== 'all' && (
        <p>
          <a href={hrefOf({ at: 'groups', status: 'all' })}>Show all causes</a>
        </p>
      )}
    </div>
  );
}

function summaryOf(groups: LetterGroup[], open: number): string {
  const causes = groups.length === 1 ? '1 cause' : `${groups.length < MOST ? '' : 'the newest '}${groups.length} causes`;
  return `${lettersText(open)} open, ${causes}`;
}

const sum = (groups: LetterGroup[]): number => groups.reduce((sum, { open }) => sum + open, 0);
