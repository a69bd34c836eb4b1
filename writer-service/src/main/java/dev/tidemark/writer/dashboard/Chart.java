package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// What happened over a time.
///
/// @param from       when it begins: at the beginning of a step
/// @param to         before when it ends
/// @param repository whose sessions are counted; those of all when null
/// @param active     sessions in progress at its beginning; null when that is too long ago to be reckoned back
/// @param points     the steps in which something happened
@RegisterForReflection
record Chart(
        Instant from,
        Instant to,
        long stepSeconds,
        @Nullable String repository,
        @Nullable Long active,
        List<Point> points) {
    /// How long the time is when nobody says.
    static final Duration USUAL = Duration.ofHours(24);

    /// The longest time that is read.
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final int MOST_POINTS = 1_500;
    private static final long[] STEPS = {60, 120, 300, 600, 900, 1_800, 3_600};
    private static final long LONGEST_STEP = 86_400;

    /// What happened in a step.
    ///
    /// @param minute when it begins
    /// @param active sessions in progress at its end; null as in the chart
    @RegisterForReflection
    record Point(
            Instant minute,
            long started,
            long unstarted,
            long ended,
            long abandoned,
            @Nullable Long active,
            @Nullable Durations durations) {}

    /// Into which steps a time is parted. They begin at whole multiples of their length since 1970.
    record Grid(Instant from, Instant to, Duration step) {
        /// The steps of a time.
        ///
        /// @param seconds how long they are to be; as short as possible when null
        /// @throws Problem 400 when that makes no sense, or too many points
        static Grid of(TimeRange range, @Nullable String seconds) {
            if (range.length().compareTo(LONGEST) > 0) {
                throw Problem.of(400, "range_too_large", "from and to are at most 7 days apart.");
            }
            long step = seconds == null ? shortest(range) : read(seconds);
            if (points(range, step) > MOST_POINTS) {
                throw Problem.of(
                        400, "range_too_large", "There are at most 1,500 points; step can be larger, up to 86400.");
            }
            long from = Math.floorDiv(range.from().getEpochSecond(), step) * step;
            return new Grid(Instant.ofEpochSecond(from), range.to(), Duration.ofSeconds(step));
        }

        private static long shortest(TimeRange range) {
            return LongStream.of(STEPS)
                    .filter(step -> points(range, step) <= MOST_POINTS)
                    .findFirst()
                    .orElse(LONGEST_STEP);
        }

        private static long read(String seconds) {
            long step = seconds.matches("\\d{1,5}") ? Long.parseLong(seconds) : 0;
            if (step < 60 || step > LONGEST_STEP || step % 60 != 0) {
                throw Problem.of(
                        400, "invalid_request", "step is a whole number of minutes in seconds, from 60 to 86400.");
            }
            return step;
        }

        private static long points(TimeRange range, long step) {
            return (range.length().toSeconds() + step - 1) / step;
        }
    }
}
