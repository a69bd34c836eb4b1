import { hexDump } from '../payload/hex';
import { bytesOf } from '../payload/content';
import { Untrusted } from '../ui/untrusted';
import type { Content, WholeLetter } from './letters-api';

/** The key and the headers of the letter's record. */
export function LetterHeaders({ letter: { headers, key } }: { letter: WholeLetter }) {
  if (!headers) return null;
  return (
    <section class="card" aria-label="Headers" data-testid="headers">
      <h3>
        Key and headers <span class="muted">{headers.length}</span>
      </h3>
      <dl class="facts headers">
        <div>
          <dt>key</dt>
          <dd>{key ? <Value content={key} /> : <span class="muted">none</span>}</dd>
        </div>
        {headers.map((header, index) => (
          <div key={index}>
            <dt>
              <Untrusted text={header.name} />
            </dt>
            <dd>
              <Value content={header} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Value({ content }: { content: Content }) {
  if (content.text !== undefined) return <Untrusted text={content.text} />;
  return <pre>{hexDump(bytesOf(content))}</pre>;
}
