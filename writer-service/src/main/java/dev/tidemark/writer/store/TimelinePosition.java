package dev.tidemark.writer.store;

import java.time.Instant;

/// A place in the timeline of a session, newest first.
///
/// @param at      when what is there happened
/// @param kind    what it is
/// @param eventId which event says so; empty for what is said of the session as a whole
public record TimelinePosition(Instant at, TimelineKind kind, String eventId) {}
