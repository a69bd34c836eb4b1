/** The token lives in this tab's sessionStorage and in the Authorization header, nowhere else. */
const KEY = 'tidemark.token';

export const savedToken = (): string | null => sessionStorage.getItem(KEY);
export const saveToken = (token: string): void => sessionStorage.setItem(KEY, token);
export const forgetToken = (): void => sessionStorage.removeItem(KEY);

/** The token in what a person pasted, or null when there cannot be one (RFC 6750, `b64token`). */
export function pastedToken(text: string): string | null {
  const token = text.trim().replace(/^(Authorization:\s*)?Bearer\s+/i, '');
  return /^[A-Za-z0-9._~+/-]+=*$/.test(token) ? token : null;
}
