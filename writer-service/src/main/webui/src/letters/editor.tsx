import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api';
import { DifferenceView } from '../payload/difference-view';
import { compactJson, jsonError } from '../payload/json';
import { useAccess, type Answer } from '../ui/access';
import { Failure } from '../ui/failure';
import { submitOnCtrlEnter } from '../ui/submit-keys';
import { useSettled } from '../ui/use-settled';
import { WhyField } from '../ui/why-field';
import './editor.css';
import { eventFromHeaders } from './event-from-headers';
import { editLetter, oneLetter, type Verdict, type WholeLetter } from './letters-api';
import { laidOut } from './payloads';
import { Theirs } from './theirs';
import { useEditDraft } from './use-edit-draft';

interface Props {
  letter: WholeLetter;
  etag: string | null;
  onSaved: (verdict: Verdict) => void;
  onClose: () => void;
}

/** The payload to be changed. What is typed stays, whatever becomes of saving it. */
export function Editor({ letter, etag, onSaved, onClose }: Props) {
  if (letter.payload_truncated) {
    return <p class="card muted">Loading all of it…</p>;
  }
  return <WholeEditor letter={letter} etag={etag} onSaved={onSaved} onClose={onClose} />;
}

function WholeEditor({ letter, etag, onSaved, onClose }: Props) {
  const access = useAccess();
  const original = letter.payload?.text ?? null;
  const start = laidOut(letter.edited_payload?.text ?? original ?? '');
  const draft = useEditDraft(letter.origin, start, etag);
  const [failure, setFailure] = useState<unknown>(null);
  const [theirs, setTheirs] = useState<Answer<WholeLetter> | null>(null);
  const [isSaving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const settled = useSettled(draft.text);
  const notJson = jsonError(settled);
  const isChanged = draft.text !== start;
  const isOvertaken = failure instanceof Problem && failure.code === 'letter_changed';

  useEffect(() => field.current?.focus({ preventScroll: false }), []);
  useWarningBeforeLeaving(isChanged);

  async function save(event: Event) {
    event.preventDefault();
    setFailure(null);
    setSaving(true);
    try {
      const edit = { text: toSend(draft.text, original), why: draft.why.trim() || null };
      const { value, etag } = await editLetter(access, letter.origin, edit, draft.seen);
      if (value.decodes.ok) draft.drop();
      else draft.setSeen(etag ?? '');
      onSaved(value.decodes);
    } catch (refused) {
      setFailure(refused);
    } finally {
      setSaving(false);
    }
  }

  function lookAtTheirs() {
    oneLetter(access, letter.origin, true).then(setTheirs, setFailure);
  }

  function goOn(text: string) {
    draft.setText(text);
    draft.setSeen(theirs?.etag ?? draft.seen);
    setTheirs(null);
    setFailure(null);
  }

  function startOver() {
    draft.setText(start);
    field.current?.focus();
  }

  return (
    <section class="card editor" aria-label="Edit" data-testid="editor">
      <h3>Edit</h3>
      {original === null && (
        <p class="note">
          The original is no text, so the event has to be written anew.{' '}
          {letter.headers && (
            <button type="button" onClick={() => draft.setText(eventFromHeaders(letter.headers ?? []))}>
              Begin with what its headers say
            </button>
          )}
        </p>
      )}
      <form onSubmit={save} onKeyDown={submitOnCtrlEnter}>
        <textarea
          ref={field}
          class="editor-text"
          aria-label="The payload"
          data-testid="editor-text"
          spellcheck={false}
          rows={Math.min(24, Math.max(8, draft.text.split('\n', 25).length + 1))}
          value={draft.text}
          onInput={(event) => draft.setText(event.currentTarget.value)}
        />
        <p class="editor-hint" data-ok={notJson === null} role="status">
          {notJson === null ? 'It is JSON.' : `It is no JSON yet: ${notJson}`}
        </p>
        {original !== null && <DifferenceView before={laidOut(original)} after={settled} names={['Original', 'Your edit']} />}
        <WhyField value={draft.why} onInput={draft.setWhy} required={false} placeholder="e.g. took the null character out of the title" />
        <Failure of={failure}>
          {isOvertaken && (
            <button type="button" data-testid="look-at-theirs" onClick={lookAtTheirs}>
              Look at theirs
            </button>
          )}
        </Failure>
        {theirs && <Theirs letter={theirs.value} mine={draft.text} onMine={() => goOn(draft.text)} onTheirs={goOn} />}
        <div class="dialog-buttons">
          {isChanged && (
            <button type="button" class="quiet" onClick={startOver}>
              Start over
            </button>
          )}
          <button type="button" onClick={() => { draft.drop(); onClose(); }}>
            {isChanged ? 'Give up' : 'Close'}
          </button>
          <button type="submit" class="primary" data-testid="save" disabled={isSaving || !isChanged}>
            {isSaving ? 'Saving…' : 'Save edit'}
          </button>
        </div>
      </form>
    </section>
  );
}

/** JSON is edited laid out, but sent as compact as it came: nothing differs then but what was edited. */
function toSend(typed: string, original: string | null): string {
  const cameCompact = original === null || compactJson(original) === original;
  return (cameCompact ? compactJson(typed) : null) ?? typed;
}

function useWarningBeforeLeaving(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isChanged]);
}
