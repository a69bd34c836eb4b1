package dev.tidemark.bench.writer;

import dev.tidemark.bench.Millis;

/// What the express lane did while the bulk lane had a backlog.
///
/// @param backlog             how many bulk events were queued when it began
/// @param liveness            whether the writer gave up sessions and summed up minutes meanwhile
/// @param seconds             how long the writer needed for them
/// @param posted              how many starts and ends came meanwhile
/// @param answered            from when a POST was due to its answer
/// @param visible             from when a POST was due to its row
/// @param writerResidentBytes what the writer holds at the end
record ExpressReport(
        long backlog,
        boolean liveness,
        double seconds,
        long posted,
        Millis answered,
        Millis visible,
        long writerResidentBytes) {}
