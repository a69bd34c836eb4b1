import { useEffect, useState } from 'preact/hooks';

/** The server's time, every second. It stands still while nothing is heard, as does what the page shows. */
export function useNow(clockSkewMs: number, running: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now + clockSkewMs;
}
