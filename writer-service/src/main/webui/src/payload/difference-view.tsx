import { useMemo } from 'preact/hooks';
import { formatCount } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { differenceOf, isSame, partsOf, type Parts, type Row } from './difference';
import './difference-view.css';

interface Props {
  before: string;
  after: string;
  names: [before: string, after: string];
}

const MOST_ROWS = 1000;

/** Two texts side by side or, where there is no room, one below the other. */
export function DifferenceView({ before, after, names }: Props) {
  const rows = useMemo(() => differenceOf(before, after), [before, after]);
  if (rows === null) return <p class="muted">The two have too little in common to be shown side by side.</p>;
  if (isSame(rows)) return <p class="muted" data-testid="no-difference">Nothing is changed.</p>;
  return (
    <div class="difference" role="table" aria-label={`${names[0]} and ${names[1]}`} data-testid="difference">
      <div class="difference-head" role="row">
        {names.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      {rows.slice(0, MOST_ROWS).map((row, index) => (
        <DifferenceRow key={index} row={row} />
      ))}
      {rows.length > MOST_ROWS && <p class="left-out">{formatCount(rows.length - MOST_ROWS)} more lines differ</p>}
    </div>
  );
}

function DifferenceRow({ row }: { row: Row }) {
  if (row.kind === 'left-out') {
    return (
      <div class="left-out" role="row">
        <span role="cell">{formatCount(row.lines)} equal lines</span>
      </div>
    );
  }
  const { kind, before, after } = row;
  const [left, right] = kind === 'changed' ? partsOf(before?.text ?? '', after?.text ?? '') : [null, null];
  return (
    <div class="difference-row" role="row" data-kind={kind}>
      <Side name="before" line={before} parts={left} />
      <Side name="after" line={after} parts={right} />
    </div>
  );
}

function Side({ name, line, parts }: { name: string; line: { number: number; text: string } | null; parts: Parts | null }) {
  return (
    <span class="side" role="cell" data-side={name} data-empty={line === null}>
      <span class="line-number" aria-hidden="true">{line?.number}</span>
      <span class="line-text">
        {line !== null && (parts === null ? <Untrusted text={line.text.slice(0, 2000)} /> : <Changed parts={parts} name={name} />)}
      </span>
    </span>
  );
}

function Changed({ parts: { head, middle, tail }, name }: { parts: Parts; name: string }) {
  const text = <Untrusted text={middle} />;
  return (
    <>
      <Untrusted text={head} />
      {middle && (name === 'before' ? <del>{text}</del> : <ins>{text}</ins>)}
      <Untrusted text={tail} />
    </>
  );
}
