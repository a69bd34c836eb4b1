/** Who somebody is to the API, and how it is asked. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Problem } from '../api';

export interface Access {
  token: string;
  /** The subject that the audit names. */
  subject: string | null;
  /** Whether sessions are offered. */
  canWatch: boolean;
  /** Whether everybody's sessions are offered, and what is told of all of them; not only those of their own. */
  isViewer: boolean;
  /** Whether payloads and actions are offered. */
  isOperator: boolean;
  /** The token is not accepted any more. */
  onExpired: () => void;
}

export const AccessContext = createContext<Access | null>(null);

export function useAccess(): Access {
  const access = useContext(AccessContext);
  if (!access) throw new Error('There is no AccessContext around this.');
  return access;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  /** The version of what is changed, as it was seen. */
  ifMatch?: string | null;
  signal?: AbortSignal;
}

/** What the server answered, and the version of it, where it has one. */
export interface Answer<T> {
  value: T;
  etag: string | null;
}

/** Asks the API. @throws Problem when it refuses, TypeError when nobody answers */
export async function ask<T>({ token, onExpired }: Access, path: string, call: Call = {}): Promise<Answer<T>> {
  const { method = 'GET', query = {}, body, ifMatch, signal } = call;
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const params = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  const response = await fetch(path + (params && `?${params}`), {
    method,
    cache: 'no-store',
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(ifMatch && { 'If-Match': ifMatch }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (response.status === 401) onExpired();
  if (!response.ok) throw await Problem.of(response);
  return { value: await response.json(), etag: response.headers.get('ETag') };
}
