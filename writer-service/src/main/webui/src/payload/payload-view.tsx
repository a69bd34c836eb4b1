import { useMemo, useState } from 'preact/hooks';
import type { Content } from '../letters/letters-api';
import { CopyButton } from '../ui/copy-button';
import { hexBlocks, textBlocks, type Blocks } from './blocks';
import { bytesOf } from './content';
import { indentJson } from './json';
import { LongText } from './long-text';
import './payload-view.css';
import { SaveButton } from './save-button';

const FORMS = { laid_out: 'Laid out', as_sent: 'As sent', hex: 'Bytes' } as const;
type Form = keyof typeof FORMS;

interface Props {
  content: Content;
  /** What it is, for its label and the name of its file. */
  name: string;
}

/** Bytes that anybody can have sent: JSON laid out, other text as it is, what is no text in hexadecimal. */
export function PayloadView({ content, name }: Props) {
  const laidOut = useMemo(() => (content.text === undefined ? null : indentJson(content.text)), [content]);
  const forms: Form[] = content.text === undefined ? ['hex'] : laidOut === null ? ['as_sent', 'hex'] : ['laid_out', 'as_sent', 'hex'];
  const [chosen, setChosen] = useState<Form | null>(null);
  const form = chosen && forms.includes(chosen) ? chosen : forms[0]!;
  const blocks = useMemo(() => blocksOf(content, laidOut, form), [content, laidOut, form]);

  return (
    <>
      <div class="payload-bar">
        <span class="payload-forms" role="group" aria-label="How it is shown">
          {forms.map((each) => (
            <button key={each} type="button" class="quiet" aria-pressed={each === form} onClick={() => setChosen(each)}>
              {FORMS[each]}
            </button>
          ))}
        </span>
        <span class="payload-take">
          {content.text !== undefined && <CopyButton text={content.text} label={`Copy the ${name}`} />}
          <SaveButton content={content} name={name} />
        </span>
      </div>
      {blocks.count === 0 ? (
        <p class="muted">It is empty.</p>
      ) : (
        <LongText blocks={blocks} label={form === 'hex' ? `${name} in hexadecimal` : name} />
      )}
    </>
  );
}

function blocksOf(content: Content, laidOut: string | null, form: Form): Blocks {
  if (content.text === undefined || form === 'hex') return hexBlocks(bytesOf(content));
  return textBlocks(form === 'laid_out' && laidOut !== null ? laidOut : content.text);
}
