import { useRef, useState } from 'preact/hooks';
import { hrefOf } from '../place';
import { useAccess, type Answer } from '../ui/access';
import { Failure } from '../ui/failure';
import { useLoaded } from '../ui/use-loaded';
import { useShortcuts } from '../ui/use-shortcuts';
import { useTitle } from '../ui/use-title';
import { Editor } from './editor';
import { History } from './history';
import { LetterAudit } from './letter-audit';
import { LetterHead } from './letter-head';
import { LetterHeaders } from './letter-headers';
import { LetterReplays } from './letter-replays';
import './letter-page.css';
import { oneLetter, type LetterFilter, type Verdict, type WholeLetter } from './letters-api';
import { Payloads } from './payloads';
import { VerdictNote } from './verdict-note';
import { draftIsLeft } from './use-edit-draft';

const EVERY_MS = 5_000;

interface Props {
  origin: string;
  filter: LetterFilter;
  now: number;
}

/** One letter: what it is, why it died, what it carries, and what became of it. */
export function LetterPage({ origin, filter, now }: Props) {
  const access = useAccess();
  const [isFull, setFull] = useState(false);
  const [isEditing, setEditing] = useState(() => draftIsLeft(origin));
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const load = useUnlessSame((signal) => oneLetter(access, origin, isFull, signal), isFull);
  // While somebody edits, the version that they saw stays the one that they change.
  const loaded = useLoaded(load, origin, isEditing || isFull ? null : EVERY_MS);
  const letter = loaded.value?.value ?? null;
  const canEdit = access.isOperator && letter?.status === 'open';

  useTitle(`Letter ${origin}`);
  useShortcuts({ e: canEdit && !isEditing && edit });

  function loadAll() {
    setFull(true);
    loaded.reload();
  }

  function edit() {
    setVerdict(null);
    setEditing(true);
    if (letter?.payload_truncated) loadAll();
  }

  function saved(verdict: Verdict | null) {
    setVerdict(verdict);
    if (verdict?.ok !== false) setEditing(false);
    loaded.reload();
  }

  return (
    <article class="letter" data-testid="letter" data-origin={origin} data-status={letter?.status}>
      <a class="back" href={hrefOf({ at: 'letters', filter })}>
        ‹ Letters
      </a>
      <Failure of={loaded.failure} onRetry={loaded.reload} />
      {letter === null && loaded.failure === null && <p class="card muted">Loading…</p>}
      {letter && (
        <>
          <LetterHead letter={letter} ifMatch={loaded.value!.etag} now={now} onDone={loaded.reload} />
          {verdict && <VerdictNote verdict={verdict} />}
          {isEditing && canEdit && (
            <Editor letter={letter} etag={loaded.value!.etag} onSaved={saved} onClose={() => setEditing(false)} />
          )}
          {access.isOperator && (
            <Payloads
              letter={letter}
              etag={loaded.value!.etag}
              onEdit={canEdit && !isEditing ? edit : null}
              onAll={loadAll}
              onSaved={() => saved(null)}
            />
          )}
          <LetterHeaders letter={letter} />
          <History letter={letter} now={now} />
          <LetterReplays letter={letter} now={now} />
          <LetterAudit letter={letter} version={loaded.value!.etag} now={now} />
        </>
      )}
    </article>
  );
}

/** Loads, but keeps what was loaded before when it is the same version: nothing on the page moves then. */
function useUnlessSame(load: (signal: AbortSignal) => Promise<Answer<WholeLetter>>, isFull: boolean) {
  const last = useRef<{ answer: Answer<WholeLetter>; isFull: boolean } | null>(null);
  return async (signal: AbortSignal): Promise<Answer<WholeLetter>> => {
    const answer = await load(signal);
    const before = last.current;
    if (before && before.answer.etag !== null && before.answer.etag === answer.etag && before.isFull === isFull) return before.answer;
    last.current = { answer, isFull };
    return answer;
  };
}
