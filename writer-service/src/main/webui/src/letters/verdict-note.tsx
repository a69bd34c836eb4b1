import { Untrusted } from '../ui/untrusted';
import type { Verdict } from './letters-api';
import { wordsOf } from './words';

/** Whether the writer could read an edit that was just saved. */
export function VerdictNote({ verdict }: { verdict: Verdict }) {
  return (
    <p class="verdict" role="status" data-testid="verdict" data-ok={verdict.ok}>
      {verdict.ok ? (
        <>
          <strong>Saved.</strong> The writer can read it now. Try it out to see whether the store would take it, too.
        </>
      ) : (
        <>
          <strong>Saved, but the writer cannot read it yet:</strong> {wordsOf(verdict.code)}. <Untrusted text={verdict.detail} />
        </>
      )}
    </p>
  );
}
