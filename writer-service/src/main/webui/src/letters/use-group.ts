import { useAccess } from '../ui/access';
import { useLoaded } from '../ui/use-loaded';
import { letterGroups, type LetterGroup } from './letters-api';

const EVERY_MS = 5_000;

/** The group of a fingerprint, as it is now; null when it is not known, or there is none. */
export function useGroup(fingerprint: string | null): { group: LetterGroup | null; reload: () => void } {
  const access = useAccess();
  const { value, reload } = useLoaded(
    async (signal) => {
      if (fingerprint === null) return null;
      const groups = await letterGroups(access, null, signal);
      return groups.find((group) => group.fingerprint === fingerprint) ?? null;
    },
    fingerprint ?? '',
    fingerprint === null ? null : EVERY_MS,
  );
  return { group: value, reload };
}
