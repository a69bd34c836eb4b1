import { useState } from 'preact/hooks';
import { DifferenceView } from '../payload/difference-view';
import { indentJson } from '../payload/json';
import { PayloadView } from '../payload/payload-view';
import { useAccess } from '../ui/access';
import { Failure } from '../ui/failure';
import { takeEditBack, type WholeLetter } from './letters-api';
import { formatSize } from './words';

const TABS = { difference: 'Differences', edit: 'Edited', original: 'Original' } as const;
type Tab = keyof typeof TABS;

interface Props {
  letter: WholeLetter;
  etag: string | null;
  /** Null when it cannot be edited now. */
  onEdit: (() => void) | null;
  onAll: () => void;
  onSaved: () => void;
}

/** What the event carried and, where it was edited, what it would carry now. */
export function Payloads({ letter, etag, onEdit, onAll, onSaved }: Props) {
  const access = useAccess();
  const [chosen, setChosen] = useState<Tab | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { payload, edited_payload: edit } = letter;
  const canCompare = payload?.text !== undefined && edit?.text !== undefined;
  const tabs: Tab[] = !edit ? ['original'] : canCompare ? ['difference', 'edit', 'original'] : ['edit', 'original'];
  const tab = chosen && tabs.includes(chosen) ? chosen : tabs[0]!;

  function takeBack() {
    setFailure(null);
    takeEditBack(access, letter.origin, etag).then(onSaved, setFailure);
  }

  return (
    <section class="card" aria-label="Payload" data-testid="payload">
      <div class="payload-head">
        <h3>Payload</h3>
        {tabs.length > 1 && (
          <span class="payload-forms" role="group" aria-label="Which payload">
            {tabs.map((each) => (
              <button key={each} type="button" class="quiet" aria-pressed={each === tab} onClick={() => setChosen(each)}>
                {TABS[each]}
              </button>
            ))}
          </span>
        )}
        <span class="actions">
          {edit && onEdit && (
            <button type="button" data-testid="take-back" onClick={takeBack}>
              Take edit back
            </button>
          )}
          {onEdit && (
            <button type="button" data-testid="edit" onClick={onEdit}>
              Edit
            </button>
          )}
        </span>
      </div>
      <Failure of={failure} />
      {letter.payload_truncated && (
        <p class="note">
          Only the beginning is shown, of {formatSize(letter.size)}.{' '}
          <button type="button" data-testid="show-all" onClick={onAll}>
            Show all of it
          </button>
        </p>
      )}
      {tab === 'difference' && canCompare ? (
        <DifferenceView before={laidOut(payload.text)} after={laidOut(edit.text)} names={['Original', 'Edited']} />
      ) : (
        <Shown content={tab === 'edit' ? edit : payload} name={tab === 'edit' ? 'edit' : 'payload'} />
      )}
    </section>
  );
}

function Shown({ content, name }: { content: WholeLetter['payload']; name: string }) {
  return content ? <PayloadView content={content} name={name} /> : <p class="muted">Its record has none.</p>;
}

export const laidOut = (text: string): string => indentJson(text) ?? text;
