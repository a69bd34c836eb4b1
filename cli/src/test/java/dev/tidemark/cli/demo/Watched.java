package dev.tidemark.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/// A crowd, watched for some time by a clock of the test's own.
///
/// @param seed what another crowd needs to do the same
/// @param seen what it did
record Watched(long seed, List<Seen> seen) {
    static final Instant BEGIN = Instant.parse("2026-11-21T07:00:00Z");

    private static final Duration TICK = Duration.ofMillis(250);

    /// An event, and when it was sent.
    record Seen(Instant at, ObjectNode event) {
        String type() {
            return event.path("type").asText();
        }

        /// A session is one of its user's.
        String session() {
            return event.path("user").asText() + '/' + event.path("session_id").asText();
        }
    }

    static Watched during(Duration time) {
        return during(time, ThreadLocalRandom.current().nextLong());
    }

    static Watched during(Duration time, long seed) {
        Crowd crowd = new Crowd(new Random(seed), BEGIN);
        List<Seen> seen = new ArrayList<>();
        for (Instant now = BEGIN; now.isBefore(BEGIN.plus(time)); now = now.plus(TICK)) {
            for (ObjectNode event : crowd.act(now)) {
                seen.add(new Seen(now, event));
            }
        }
        return new Watched(seed, seen);
    }
}
