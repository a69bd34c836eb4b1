import { useKeyDown } from './use-key-down';

/** Whether a key is meant for the page, not for a field, a dialog or the browser. */
export function isForPage(event: KeyboardEvent): boolean {
  const target = event.target as Element;
  const isTyping = target.matches('input:not([type=radio], [type=checkbox]), textarea, select');
  return !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping && !document.querySelector('dialog[open]');
}

/** Does what single keys are for. What is not offered now is left out. */
export function useShortcuts(shortcuts: Record<string, (() => void) | false | null | undefined>): void {
  useKeyDown((event) => {
    const action = isForPage(event) && Object.hasOwn(shortcuts, event.key) && shortcuts[event.key];
    if (!action || event.defaultPrevented) return;
    event.preventDefault();
    action();
  });
}
