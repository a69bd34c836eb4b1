import { piecesOf } from './visible';
import './untrusted.css';

interface Props {
  text: string;
  /** Whether line feeds and tabs do what they always do. */
  lines?: boolean;
}

/** Text that anybody can have written: never more than text, and nothing in it is hidden. */
export function Untrusted({ text, lines = false }: Props) {
  return (
    <bdi>
      {piecesOf(text, { lines }).map((piece, index) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          <span key={index} class="hidden-char" title={piece.says}>
            {piece.mark}
          </span>
        ),
      )}
    </bdi>
  );
}
