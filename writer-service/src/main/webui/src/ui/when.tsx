import { formatAgo, formatFullTime, formatTime } from './format';

interface Props {
  iso: string | null;
  now: number;
  /** How long ago it was, in place of the time. */
  ago?: boolean;
}

export function When({ iso, now, ago = false }: Props) {
  return (
    <time dateTime={iso ?? undefined} title={formatFullTime(iso)}>
      {ago ? formatAgo(iso, now) : formatTime(iso, now)}
    </time>
  );
}
