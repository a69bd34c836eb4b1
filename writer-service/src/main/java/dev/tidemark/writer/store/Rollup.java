package dev.tidemark.writer.store;

import java.time.Instant;

/// What happened in one minute.
///
/// @param repository whose sessions are counted, as `owner/name`; those of all when it is empty
/// @param minute     when the minute begins
/// @param counts     what happened
/// @param summedAt   when these counts were summed up: of two sums of the same minute the later one holds
public record Rollup(String repository, Instant minute, MinuteCounts counts, Instant summedAt) {}
