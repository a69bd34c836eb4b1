package dev.tidemark.writer.store;

import java.time.Instant;

/// A place in a list of sessions, newest first.
///
/// @param opened  when the session there was opened
/// @param user    whose it is
/// @param session its id
public record SessionPosition(Instant opened, String user, String session) {}
