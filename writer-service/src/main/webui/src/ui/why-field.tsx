import './field.css';

interface Props {
  value: string;
  onInput: (text: string) => void;
  required: boolean;
  placeholder: string;
  /** Whether it has the focus at first. */
  autofocus?: boolean;
}

const MOST = 1000;

/** For what reason somebody decides. */
export function WhyField({ value, onInput, required, placeholder, autofocus = false }: Props) {
  return (
    <label class="field">
      <span>Why {!required && <small>(if you like)</small>}</span>
      <textarea
        name="why"
        rows={2}
        required={required}
        autofocus={autofocus}
        maxLength={MOST}
        placeholder={placeholder}
        data-testid="why"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <small>It is kept in the audit trail, with your name.</small>
    </label>
  );
}
