import { useState } from 'preact/hooks';
import { Command } from '../ui/command';
import './empty.css';

/** Nothing has arrived yet: what to do about it. */
export function Empty({ ingestUrl }: { ingestUrl: string | null }) {
  const [now] = useState(() => new Date().toISOString());
  return (
    <div class="empty" data-testid="empty">
      <h3 class="empty-title">Nothing has arrived yet</h3>
      <p>The tide is out. Send a first session, and it appears here within a second.</p>
      <h4>From the checkout</h4>
      <Command text={send(ingestUrl)} />
      {ingestUrl && (
        <>
          <h4>With curl</h4>
          <Command text={curl(ingestUrl, now)} />
        </>
      )}
    </div>
  );
}

/** A stack on ports of its own has to be named. */
function send(ingestUrl: string | null): string {
  const elsewhere = ingestUrl && ingestUrl !== 'http://localhost:8080';
  return `${elsewhere ? `TIDEMARK_INGEST_URL=${ingestUrl} ` : ''}./tidemark send --example`;
}

function curl(ingestUrl: string, now: string): string {
  const event = { id: 'hello-1', type: 'session.started', session_id: 'hello', occurred_at: now };
  return (
    'curl -H "Authorization: Bearer $(./tidemark token --user user-1)" -H "Content-Type: application/json" ' +
    `${ingestUrl}/api/v1/events -d '${JSON.stringify({ events: [event] })}'`
  );
}
