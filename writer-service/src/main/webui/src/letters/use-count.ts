import { useAccess, type Access } from '../ui/access';
import { useLoaded } from '../ui/use-loaded';
import { letterPage, type LetterStatus, type Selection } from './letters-api';

/** How many letters there are; `isLeast` when it is that many or more. */
export interface Count {
  letters: number;
  isLeast: boolean;
}

const PAGE = 500;
const MOST_PAGES = 10;

/** How many letters of a status are selected: as it is known already, or counted page by page; null meanwhile. */
export function useCount(selection: Selection, status: LetterStatus, known: number | null): { count: Count | null; failure: unknown } {
  const access = useAccess();
  const { value, failure } = useLoaded(
    (signal) => (known === null ? counted(access, selection, status, signal) : Promise.resolve({ letters: known, isLeast: false })),
    JSON.stringify([selection, status, known]),
  );
  return { count: value, failure };
}

async function counted(access: Access, selection: Selection, status: LetterStatus, signal: AbortSignal): Promise<Count> {
  if ('origins' in selection) return { letters: selection.origins.length, isLeast: false };
  const filter = { ...('group' in selection ? selection : selection.filter), status };
  let letters = 0;
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next }: { items: unknown[]; next: string | null } = await letterPage(access, filter, after, PAGE, signal);
    letters += items.length;
    if (next === null) return { letters, isLeast: false };
    after = next;
  }
  return { letters, isLeast: true };
}
