package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

/// Every row is exactly what one fold of the events says, however often and in whatever order they were applied.
final class AppliedOnce implements Guarantee {
    @Override
    public void check(Run run) {
        assertThat(run.rows().differencesTo(Rows.of(run.ledger().events()))).isEmpty();
        assertThat(run.servers().sql("""
                        SELECT string_agg(status || ': ' || counted || ' sessions, counted ' || kept, '; ')
                        FROM (SELECT status, count(*) AS counted FROM session GROUP BY status) AS a
                        FULL JOIN (SELECT status, sum(sessions) AS kept FROM session_count GROUP BY status) AS b
                            USING (status)
                        WHERE coalesce(counted, 0) <> coalesce(kept, 0)"""))
                .as("counts of sessions, which only something applied twice or in part leaves wrong")
                .isEqualTo("null");
    }
}
