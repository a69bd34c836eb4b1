import { useEffect, useState } from 'preact/hooks';

const REST_MS = 200;

/** A value as it was when it last came to rest: what is costly need not follow every key. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
