import { draftOf, useDraft } from '../ui/drafts';

const nameOf = (origin: string, part: string): string => `edit ${part} ${origin}`;

/** Whether somebody began to edit this letter and neither saved nor gave it up. */
export const draftIsLeft = (origin: string): boolean => draftOf(nameOf(origin, 'text')) !== null;

/** An edit being typed, with the version of the letter that it is of. */
export interface EditDraft {
  text: string;
  setText: (text: string) => void;
  why: string;
  setWhy: (why: string) => void;
  seen: string;
  setSeen: (etag: string) => void;
  drop: () => void;
}

export function useEditDraft(origin: string, text: string, etag: string | null): EditDraft {
  const [typed, setText, dropText] = useDraft(nameOf(origin, 'text'), text);
  const [why, setWhy, dropWhy] = useDraft(nameOf(origin, 'why'));
  const [seen, setSeen, dropSeen] = useDraft(nameOf(origin, 'seen'), etag ?? '');

  function type(text: string) {
    setText(text);
    setSeen(seen);
  }

  function drop() {
    dropText();
    dropWhy();
    dropSeen();
  }

  return { text: typed, setText: type, why, setWhy, seen, setSeen, drop };
}
