import type { Pipeline } from '../api';
import { hrefOf } from '../place';
import { factsOf, verdictOf, type Fact } from './pipeline';
import './pipeline-line.css';

interface Props {
  /** Null for somebody who may not see it. */
  pipeline: Pipeline | null;
  isStale: boolean;
}

/** How the pipeline is, in one line: quiet while all is well. */
export function PipelineLine({ pipeline, isStale }: Props) {
  if (isStale) return <p class="pipeline">How the pipeline is, is not known while disconnected.</p>;
  if (!pipeline) return <p class="pipeline">The pipeline is shown to members of tidemark-viewer.</p>;
  const facts = factsOf(pipeline);
  const verdict = verdictOf(facts);
  return (
    <div class="pipeline" data-testid="pipeline" data-weight={verdict.weight}>
      <strong role="status">{verdict.text}</strong>
      <ul aria-label="Pipeline">
        {facts.map((fact) => (
          <li key={fact.name} data-weight={fact.weight}>
            <FactText fact={fact} hasLetters={(pipeline.dead_letters ?? 0) > 0} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FactText({ fact: { name, text }, hasLetters }: { fact: Fact; hasLetters: boolean }) {
  if (name !== 'dead letters' || !hasLetters) return <>{text}</>;
  return <a href={hrefOf({ at: 'groups', status: 'open' })}>{text}</a>;
}
