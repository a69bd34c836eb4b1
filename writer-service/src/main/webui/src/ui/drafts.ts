import { useState } from 'preact/hooks';

/** What somebody typed and has not sent yet, by what it is for. It survives everything but a reload and signing out. */
const drafts = new Map<string, string>();

export const forgetDrafts = (): void => drafts.clear();

/** A text being typed: leaving and coming back finds it again, until it is dropped because it was sent or given up. */
export function useDraft(name: string, initial = ''): [text: string, setText: (text: string) => void, drop: () => void] {
  const [text, setText] = useState(() => drafts.get(name) ?? initial);
  return [
    text,
    (typed) => {
      drafts.set(name, typed);
      setText(typed);
    },
    () => drafts.delete(name),
  ];
}

/** What was typed and is still left; null when nothing is. */
export const draftOf = (name: string): string | null => drafts.get(name) ?? null;
