package dev.tidemark.bench.writer;

import java.sql.SQLException;

/// Something that writes events to PostgreSQL.
sealed interface Contender permits FromTopic, FromSql {
    /// What it is called in the report.
    String name();

    /// The table that it fills.
    Rows rows();

    /// Writes all of these, and is measured meanwhile.
    Run run(Heartbeats heartbeats, Span span) throws SQLException;

    /// What came of a run.
    ///
    /// @param seconds       from the start to the last row that can be seen
    /// @param perSecond     events a second over that time
    /// @param cpu           what it took of the machine
    /// @param announcements how many session changes were announced
    record Run(double seconds, double perSecond, CpuTime.Shares cpu, long announcements) {
        static Run of(Span span, long nanos, CpuTime.Shares cpu, long announcements) {
            return new Run(nanos / 1e9, span.events() * 1e9 / nanos, cpu, announcements);
        }
    }
}
