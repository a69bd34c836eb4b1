/** How letters read. */
import { formatCount } from '../ui/format';
import type { LetterFilter, LetterGroup, LetterStatus, Selection } from './letters-api';

export const LETTER_STATUS_NAMES: Record<LetterStatus, string> = {
  open: 'Open',
  discarded: 'Discarded',
  applied: 'Applied',
};

/** `1 letter`, `1,204 letters`. */
export const lettersText = (count: number): string => `${formatCount(count)} ${count === 1 ? 'letter' : 'letters'}`;

/** `512 bytes`, `1.4 KiB`, `5.0 MiB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const [size, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'KiB'] : [bytes / 1024 ** 2, 'MiB'];
  return `${size.toFixed(1)} ${unit}`;
}

/** The class of a failure and its code: `poison/invalid_json` is about something poisonous that is no JSON. */
export function failureParts(failure: string): { kind: string; code: string } {
  const slash = failure.indexOf('/');
  return slash < 0 ? { kind: '', code: failure } : { kind: failure.slice(0, slash), code: failure.slice(slash + 1) };
}

/** A code as words: `refused_by_store` reads `refused by store`. */
export const wordsOf = (code: string): string => code.replaceAll('_', ' ').replaceAll(/\b(json|sql|utf8|id)\b/g, (name) => name.toUpperCase());

/**
 * What an action on the letters of a filter is about. The status is left out, as each action is for letters of one status
 * alone, whatever the list shows.
 */
export function selectionOf({ status: _, ...filter }: LetterFilter): Selection {
  const { group, ...others } = filter;
  return group && Object.keys(others).length === 0 ? { group } : { filter };
}

/** What a selection is of, in words. */
export function selectionText(selection: Selection): string {
  if ('origins' in selection) return selection.origins.length === 1 ? selection.origins[0]! : lettersText(selection.origins.length);
  if ('group' in selection) return `All of cause ${selection.group}`;
  const filter = Object.entries(selection.filter).filter(([, value]) => value);
  return filter.length === 0 ? 'All letters' : filter.map(([name, value]) => `${FILTER_WORDS[name] ?? name} ${value}`).join(', ');
}

const FILTER_WORDS: Record<string, string> = { q: 'with', from: 'since', to: 'before', group: 'of cause' };

export function groupText({ open, discarded, applied }: LetterGroup): string {
  return `${formatCount(open)} open, ${formatCount(discarded)} discarded, ${formatCount(applied)} applied`;
}
