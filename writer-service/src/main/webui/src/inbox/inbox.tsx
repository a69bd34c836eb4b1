import { useState } from 'preact/hooks';
import { Audit } from '../audit/audit';
import { Groups } from '../letters/groups';
import { LetterPage } from '../letters/letter-page';
import { Letters } from '../letters/letters';
import { go, hrefOf, type Place } from '../place';
import { ReplayPage } from '../replays/replay-page';
import { Replays } from '../replays/replays';
import { UnderWay } from '../replays/under-way';
import { Shell } from '../shell/shell';
import { useAccess } from '../ui/access';
import { useNow } from '../ui/use-now';
import { useShortcuts } from '../ui/use-shortcuts';
import './inbox.css';
import { KeysHelp } from './keys-help';

export type InboxPlace = Exclude<Place, { at: 'sessions' }>;

interface Props {
  place: InboxPlace;
  onSignOut: () => void;
}

/** The operators' part: dead letters, by cause and one by one, replays, and the audit trail. */
export function Inbox({ place, onSignOut }: Props) {
  const now = useNow(0, true);
  const [helps, setHelps] = useState(false);
  useShortcuts({ '?': () => setHelps(true), Escape: () => go(above(place)) });

  return (
    <Shell class="inbox" onSignOut={onSignOut}>
      <h1 class="visually-hidden">Dead letters</h1>
      <Tabs place={place} onHelp={() => setHelps(true)} />
      <UnderWay place={place} />
      <ViewerNote />
      <View place={place} now={now} />
      {helps && <KeysHelp onClose={() => setHelps(false)} />}
    </Shell>
  );
}

function View({ place, now }: { place: InboxPlace; now: number }) {
  switch (place.at) {
    case 'groups':
      return <Groups status={place.status} now={now} />;
    case 'letters':
      return <Letters filter={place.filter} now={now} />;
    case 'letter':
      return <LetterPage key={place.origin} origin={place.origin} filter={place.filter} now={now} />;
    case 'replays':
      return <Replays now={now} />;
    case 'replay':
      return <ReplayPage key={place.id} id={place.id} now={now} />;
    case 'audit':
      return <Audit filter={place.filter} now={now} />;
  }
}

function Tabs({ place, onHelp }: { place: InboxPlace; onHelp: () => void }) {
  const tabs: { name: string; to: InboxPlace; holds: InboxPlace['at'][] }[] = [
    { name: 'Causes', to: { at: 'groups', status: 'open' }, holds: ['groups'] },
    { name: 'Letters', to: { at: 'letters', filter: { status: 'open' } }, holds: ['letters', 'letter'] },
    { name: 'Replays', to: { at: 'replays' }, holds: ['replays', 'replay'] },
    { name: 'Audit', to: { at: 'audit', filter: {} }, holds: ['audit'] },
  ];
  return (
    <nav class="tabs" aria-label="Dead letters">
      {tabs.map(({ name, to, holds }) => (
        <a key={name} href={hrefOf(to)} aria-current={holds.includes(place.at) ? 'page' : undefined}>
          {name}
        </a>
      ))}
      <button type="button" class="quiet help" onClick={onHelp}>
        Keys <kbd>?</kbd>
      </button>
    </nav>
  );
}

function ViewerNote() {
  if (useAccess().isOperator) return null;
  return (
    <p class="note" data-testid="viewer-note">
      You can look, but not act: payloads, headers and actions need a token in the group <code>tidemark-operator</code>.
    </p>
  );
}

/** Where Escape leads. */
function above(place: InboxPlace): Place {
  switch (place.at) {
    case 'letter':
      return { at: 'letters', filter: place.filter };
    case 'replay':
      return { at: 'replays' };
    case 'groups':
    case 'letters':
    case 'replays':
    case 'audit':
      return { at: 'groups', status: 'open' };
  }
}
