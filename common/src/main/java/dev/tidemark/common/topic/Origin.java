package dev.tidemark.common.topic;

import dev.tidemark.common.event.Lane;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an event was first delivered: what names a dead letter, however often it fails again.
///
/// @param topic     a lane, where expiries come from, or, of what was never on a lane, the dead letters
/// @param partition its partition there
/// @param offset    its offset there
public record Origin(String topic, int partition, long offset) {
    private static final Set<String> TOPICS = Set.of(
            Topics.of(Lane.EXPRESS).name(),
            Topics.of(Lane.BULK).name(),
            Topics.EXPIRED.name(),
            Topics.DEAD_LETTERS.name());
    private static final Pattern FORM = Pattern.compile("([a-z.-]{1,64})-(\\d{1,4})@(\\d{1,18})");

    /// Reads `topic-partition@offset`.
    ///
    /// @throws IllegalArgumentException when it is not of that form, or no topic on which events begin
    public static Origin parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !TOPICS.contains(parts.group(1))) {
            throw new IllegalArgumentException("not topic-partition@offset of a topic on which events begin");
        }
        return new Origin(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    /// Whether it is an expiry, which is Tidemark's own.
    public boolean isExpiry() {
        return topic.equals(Topics.EXPIRED.name());
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
