import { formatCount } from './format';
import type { Pages } from './use-pages';
import { Failure } from './failure';

interface Props {
  pages: Pages<unknown>;
  /** What the list is of: one, and many. */
  names: [string, string];
}

/** The end of a list: how much of it is shown, and more on demand. */
export function LoadMore({ pages, names }: Props) {
  const shown = pages.items?.length ?? 0;
  return (
    <div class="load-more">
      <Failure of={pages.failure} onRetry={shown > 0 ? pages.more : pages.reload} />
      {shown > 0 && (
        <span class="muted" role="status" data-testid="shown-count">
          {pages.hasMore ? `The newest ${formatCount(shown)}` : `${formatCount(shown)} ${names[shown === 1 ? 0 : 1]} in all`}
        </span>
      )}
      {pages.hasMore && (
        <button type="button" onClick={pages.more} disabled={pages.isLoading} data-testid="load-more">
          {pages.isLoading ? 'Loading…' : 'Load more'}
        </button>
      )}
    </div>
  );
}
