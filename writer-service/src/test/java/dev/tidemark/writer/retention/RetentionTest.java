package dev.tidemark.writer.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.writer.store.TestStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final TestStore testStore = TestStore.fresh();
    private final Retention retention = new Retention(testStore.oldRows(), new Config(), Clock.systemUTC());

    @Test
    void whatIsTooOldGoesInBatchesAndWhatSomebodyHoldsStaysForTheNextTime() throws Exception {
        try (Connection connection = testStore.connect();
                Statement statement = connection.createStatement();
                Connection holder = testStore.connect()) {
            statement.execute("""
                    INSERT INTO page_visit (user_id, event_id, occurred_at, visited_at, data)
                    SELECT 'u', 'e' || n, now() - n * interval '1 hour', now(), '{}' FROM generate_series(1, 100) AS n;
                    INSERT INTO activity (user_id, event_id, occurred_at, data)
                    SELECT 'u', 'e' || n, now() - n * interval '1 hour', '{}' FROM generate_series(1, 100) AS n;
                    INSERT INTO receipt (receipt, source, sender, size, applied, dead, created_at)
                    SELECT gen_random_uuid(), 's', 'u', 1, '1', '', now() - n * interval '1 hour'
                    FROM generate_series(1, 100) AS n""");
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT 1 FROM page_visit WHERE event_id = 'e99' FOR UPDATE");

            retention.run();

            assertThat(count(statement, "page_visit")).isEqualTo(49 + 1);
            assertThat(count(statement, "activity")).isEqualTo(24);
            assertThat(count(statement, "receipt")).isEqualTo(9);
            holder.rollback();

            retention.run();

            assertThat(count(statement, "page_visit")).isEqualTo(49);
        }
    }

    private static int count(Statement statement, String table) throws Exception {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private record Config() implements RetentionConfig {
        @Override
        public Duration pageVisits() {
            return Duration.ofHours(50);
        }

        @Override
        public Duration activities() {
            return Duration.ofHours(25);
        }

        @Override
        public Duration receipts() {
            return Duration.ofHours(10);
        }

        @Override
        public Duration every() {
            return Duration.ofDays(1);
        }

        @Override
        public int batch() {
            return 7;
        }

        @Override
        public Duration pause() {
            return Duration.ZERO;
        }
    }
}
