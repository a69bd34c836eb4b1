import { Untrusted } from '../ui/untrusted';
import { failureParts, wordsOf } from './words';

/** What went wrong, in words; its class says who can do something about it. */
export function FailureName({ failure }: { failure: string }) {
  const { kind, code } = failureParts(failure);
  return (
    <span class="failure-name" title={failure}>
      <Untrusted text={wordsOf(code)} />{' '}
      {kind && <span class="failure-kind">{kind}</span>}
    </span>
  );
}
