import { useLayoutEffect, useState } from 'preact/hooks';

/** The hash of the page's URL, without its sign. */
export function useHash(): string {
  const read = () => location.hash.slice(1);
  const [hash, setHash] = useState(read);
  useLayoutEffect(() => {
    const onChange = () => setHash(read());
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  return hash;
}
