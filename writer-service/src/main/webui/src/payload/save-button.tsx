import type { Content } from '../letters/letters-api';
import { bytesOf } from './content';

/** Bytes to take along as a file, exactly as they are. */
export function SaveButton({ content, name }: { content: Content; name: string }) {
  function save() {
    // Whatever it is, the browser must not show it.
    const url = URL.createObjectURL(new Blob([bytesOf(content)], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name.replaceAll(/\W+/g, '-')}.bin`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url));
  }

  return (
    <button type="button" class="quiet copy" onClick={save}>
      Save
    </button>
  );
}
