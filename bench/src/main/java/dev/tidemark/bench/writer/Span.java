package dev.tidemark.bench.writer;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Which heartbeats: some laps over the sessions from 0 up.
///
/// @param sessions how many there are
/// @param firstLap the first of the laps
/// @param laps     how many there are
public record Span(long sessions, long firstLap, long laps) {
    /// The heartbeat of one session in one lap.
    public record Place(long session, long lap) {}

    long events() {
        return sessions * laps;
    }

    long lastLap() {
        return firstLap + laps - 1;
    }

    /// All of them, a lap after the other.
    public Stream<Place> places() {
        return LongStream.rangeClosed(firstLap, lastLap()).boxed().flatMap(lap -> LongStream.range(0, sessions)
                .mapToObj(session -> new Place(session, lap)));
    }
}
