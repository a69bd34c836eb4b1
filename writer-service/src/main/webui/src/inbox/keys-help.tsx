import { Dialog } from '../ui/dialog';

const KEYS: [keys: string[], does: string][] = [
  [['j', 'k'], 'Next and previous row; the arrows do the same within a list'],
  [['Enter'], 'Open the row'],
  [['Esc'], 'Back, or close a dialog'],
  [['/'], 'Search the letters'],
  [['m'], 'Load more of the list'],
  [['e'], 'Edit the letter'],
  [['t'], 'Try out: a dry run of the letter, the group or the list'],
  [['r'], 'Replay it'],
  [['d'], 'Discard it, or restore what is discarded'],
  [['Ctrl', 'Enter'], 'Send what a dialog or the editor holds'],
  [['?'], 'This help'],
];

/** What the keys do. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" testid="keys-help" onClose={onClose}>
      <dl class="keys-help">
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
