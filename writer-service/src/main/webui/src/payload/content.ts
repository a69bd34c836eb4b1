import type { Content } from '../letters/letters-api';

/** The bytes themselves. */
export function bytesOf(content: Content): Uint8Array<ArrayBuffer> {
  if (content.text !== undefined) return new TextEncoder().encode(content.text);
  const decoded = atob(content.base64);
  const bytes = new Uint8Array(decoded.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = decoded.charCodeAt(i);
  return bytes;
}
