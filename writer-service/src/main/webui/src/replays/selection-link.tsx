import type { Selection } from '../letters/letters-api';
import { hrefOf, type Place } from '../place';
import { Untrusted } from '../ui/untrusted';

/** A selection by its name, leading to its letters. */
export function SelectionLink({ selection, children }: { selection: Selection; children: string }) {
  const place = placeOf(selection);
  return place ? (
    <a href={hrefOf(place)}>
      <Untrusted text={children} />
    </a>
  ) : (
    <Untrusted text={children} />
  );
}

function placeOf(selection: Selection): Place | null {
  if ('group' in selection) return { at: 'letters', filter: { group: selection.group } };
  if ('filter' in selection) return { at: 'letters', filter: selection.filter };
  return selection.origins.length === 1 ? { at: 'letter', origin: selection.origins[0]!, filter: {} } : null;
}
