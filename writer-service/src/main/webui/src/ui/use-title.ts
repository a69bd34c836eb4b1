import { useLayoutEffect } from 'preact/hooks';

const PRODUCT = 'Tidemark';

/** Names the browser's tab. */
export function useTitle(title: string | null): void {
  useLayoutEffect(() => {
    document.title = title ? `${title} · ${PRODUCT}` : PRODUCT;
    return () => {
      document.title = PRODUCT;
    };
  }, [title]);
}
