import type { Share } from './shares';
import './share-bar.css';

interface Props {
  shares: Share[];
  /** What the bar says, for those who do not see it. */
  label: string;
  size?: 'small' | 'large';
}

export function ShareBar({ shares, label, size = 'small' }: Props) {
  return (
    <div class="share-bar" data-size={size} role="img" aria-label={label}>
      {shares.map(({ name, percent }) => (
        <span key={name} data-part={name} style={{ width: `${percent}%` }} />
      ))}
    </div>
  );
}
