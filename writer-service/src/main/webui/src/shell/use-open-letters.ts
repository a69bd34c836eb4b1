import { letterGroups } from '../letters/letters-api';
import { useAccess } from '../ui/access';
import { useLoaded } from '../ui/use-loaded';

const EVERY_MS = 10_000;

/** How many letters wait for an operator; null while that is not known. */
export function useOpenLetters(): number | null {
  const access = useAccess();
  const groups = useLoaded((signal) => letterGroups(access, 'open', signal), access.token, EVERY_MS);
  return groups.value && groups.value.reduce((sum, { open }) => sum + open, 0);
}
