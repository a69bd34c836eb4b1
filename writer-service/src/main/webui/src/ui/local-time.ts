/** Between the times of the API and the fields of a browser, which are in the person's own time. */

/** What a field `datetime-local` shows for a time; nothing when it is none. */
export function localOf(iso: string | undefined): string {
  const time = iso === undefined ? NaN : Date.parse(iso);
  if (Number.isNaN(time)) return '';
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The time that such a field means; nothing while it is not filled in. */
export function isoOf(local: string): string {
  const time = Date.parse(local);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
