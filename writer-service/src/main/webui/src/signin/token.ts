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

/** Whose token it is. */
export interface Claims {
  subject: string | null;
  groups: string[];
}

/**
 * What the token says of its bearer. It decides only what the page offers; what may be done, the server decides. Of a
 * token that cannot be read nothing is known.
 */
export function claimsOf(token: string): Claims {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return {
      subject: typeof claims.sub === 'string' ? claims.sub : null,
      groups: Array.isArray(claims.groups) ? claims.groups : [],
    };
  } catch {
    return { subject: null, groups: [] };
  }
}
