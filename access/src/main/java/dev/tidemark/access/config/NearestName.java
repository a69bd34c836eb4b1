package dev.tidemark.access.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The name that somebody may have meant.
final class NearestName {
    private NearestName() {}

    /// The one of these that is so like a name that this must be a slip; nothing when none is.
    static Optional<String> of(String name, Collection<String> known) {
        int slips = 1 + name.length() / 12;
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= slips)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /// How many letters must be put in, taken out or changed (Levenshtein).
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
