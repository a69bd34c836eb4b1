package dev.tidemark.bench.ingest;

import dev.tidemark.cli.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Kafka's ProducerPerformance says last: its figures after the warm-up.
///
/// @param records       how many were acknowledged
/// @param perSecond     how many a second
/// @param averageMillis how long one took on average
record SteadyState(long records, double perSecond, double averageMillis) {
    private static final Pattern LINE = Pattern.compile(
            "(\\d+) steady state records sent, ([\\d.]+) records/sec \\([^)]*\\), ([\\d.]+) ms avg latency.*");

    /// Finds it in all that the tool has printed.
    ///
    /// @throws Failure when it is not there
    static SteadyState in(String output) {
        Matcher line = LINE.matcher(output);
        if (!line.find()) {
            throw new Failure("ProducerPerformance did not say what it had measured:\n" + output);
        }
        return new SteadyState(
                Long.parseLong(line.group(1)), Double.parseDouble(line.group(2)), Double.parseDouble(line.group(3)));
    }

    /// The tool goes on when records fail, and counts only the others.
    ///
    /// @throws Failure when fewer were acknowledged than were sent
    SteadyState requireAll(long sent) {
        if (records != sent) {
            throw new Failure("of " + sent + " records of ProducerPerformance only " + records
                    + " were acknowledged, so that there is no figure");
        }
        return this;
    }
}
