package dev.tidemark.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.UserId;
import dev.tidemark.writer.Patience.OutageException;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.kafka.Source;
import dev.tidemark.writer.settle.Settlement;
import dev.tidemark.writer.settle.Unapplied;
import dev.tidemark.writer.store.Deliveries;
import dev.tidemark.writer.store.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The failure table of the contract, row by row, on a real PostgreSQL: a trigger answers an event whose `raise` says
/// so
/// with that SQLSTATE.
class BatchWriterTest {
    private final TestStore testStore = TestStore.fresh();
    private final BatchWriter writer = new BatchWriter(
            testStore.store(),
            new Deliveries.Prefixes(),
            0,
            new Progress(),
            new Meters(Source.BULK, new SimpleMeterRegistry(), Clock.systemUTC()));

    BatchWriterTest() throws SQLException {
        run("""
            CREATE SEQUENCE tries;
            CREATE FUNCTION raise() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF new.data ->> 'raise' IS NOT NULL
                   AND nextval('tries') <= coalesce((new.data ->> 'times')::bigint, 1000000) THEN
                    RAISE EXCEPTION 'as told' USING ERRCODE = new.data ->> 'raise';
                END IF;
                RETURN new;
            END $$;
            CREATE TRIGGER raise BEFORE INSERT ON activity FOR EACH ROW EXECUTE FUNCTION raise();""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "22003", "22007", "23505", "23514", "23502"})
    void poisonIsFoundAndDiesAloneAtOnce(String sqlState) throws Exception {
        Settlement settlement = writer.write(goodAround(raising("bad", sqlState)), false);

        assertThat(settlement.unapplied()).singleElement().satisfies(dead -> {
            assertThat(dead.isDead()).isTrue();
            assertThat(dead.failure().kind()).isEqualTo("poison");
            assertThat(dead.failure().sqlState()).isEqualTo(sqlState);
            assertThat(idOf(dead)).isEqualTo("bad");
        });
        assertThat(sql("SELECT count(*) FROM activity")).isEqualTo("40");
        assertThat(settlement.sessions()).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aConflictThatPassesIsNotEvenNoticed(String sqlState) throws Exception {
        Settlement settlement = writer.write(goodAround(raising("unlucky", sqlState, 3)), false);

        assertThat(settlement.unapplied()).isEmpty();
        assertThat(sql("SELECT count(*) FROM activity")).isEqualTo("41");
    }

    @ParameterizedTest
    @CsvSource({"40001, conflict", "40P01, conflict", "55P03, timeout", "57014, timeout"})
    void whatStaysHeldUpIsTriedAgainLaterAndTheOthersGoOn(String sqlState, String kind) throws Exception {
        Settlement settlement = writer.write(goodAround(raising("held", sqlState)), false);

        assertThat(settlement.unapplied()).singleElement().satisfies(later -> {
            assertThat(later.isDead()).isFalse();
            assertThat(later.failure().kind()).isEqualTo(kind);
            assertThat(idOf(later)).isEqualTo("held");
        });
        assertThat(sql("SELECT count(*) FROM activity")).isEqualTo("40");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08003", "53100", "53300", "57P01", "57P03", "58030", "XX000", "0A000", "54000", "42P01",
                "40002", "25006"
            })
    void anOutageIsWaitedForFirst(String sqlState) {
        List<Delivery.Valid> deliveries = goodAround(raising("odd", sqlState));

        assertThatThrownBy(() -> writer.write(deliveries, false)).isInstanceOf(OutageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"58030", "XX000", "0A000", "54000", "42P01", "40002"})
    void whatStillFailsWhileAProbeCommitsIsFoundAndTriedAgainLaterAlone(String sqlState) throws Exception {
        Settlement settlement = writer.write(goodAround(raising("odd", sqlState)), true);

        assertThat(settlement.unapplied()).singleElement().satisfies(later -> {
            assertThat(later.isDead()).isFalse();
            assertThat(later.failure().kind()).isEqualTo("outage");
            assertThat(idOf(later)).isEqualTo("odd");
        });
        assertThat(sql("SELECT count(*) FROM activity")).isEqualTo("40");
    }

    @Test
    void whereNoProbeCommitsAnOutageStaysOne() throws Exception {
        run("ALTER TABLE activity RENAME TO activity_gone");
        try {
            List<Delivery.Valid> deliveries = goodAround(raising("odd", "XX000"));

            assertThatThrownBy(() -> writer.write(deliveries, true)).isInstanceOf(OutageException.class);
            assertThatThrownBy(() -> writer.write(List.of(good("alone")), true)).isInstanceOf(OutageException.class);
        } finally {
            run("ALTER TABLE activity_gone RENAME TO activity");
        }
    }

    @Test
    void anEventThatOurOwnCodeFailsAtDiesAlone() throws Exception {
        Delivery.Valid endless =
                delivery("page.visited", "endless", "{\"url\": \"https://" + "x".repeat(600 << 10) + "\"}");

        Settlement settlement = writer.write(goodAround(endless), false);

        assertThat(settlement.unapplied()).singleElement().satisfies(dead -> {
            assertThat(dead.isDead()).isTrue();
            assertThat(dead.failure().code()).isEqualTo("undecodable");
        });
        assertThat(sql("SELECT count(*) FROM activity")).isEqualTo("40");
    }

    @Test
    void aProbeLeavesNothingBehind() throws Exception {
        Settlement _ = writer.write(goodAround(raising("odd", "XX000")), true);

        for (String table : List.of("session", "activity", "session_count")) {
            String condition = table.equals("session_count") ? "sessions < 0" : "user_id = ''";
            assertThat(sql("SELECT count(*) FROM " + table + " WHERE " + condition))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThat(sql("SELECT sum(sessions) FROM session_count")).isEqualTo("40");
    }

    @Test
    void aRowThatSomebodyHoldsDelaysItsOwnEventOnly() throws Exception {
        try (Connection holder = testStore.connect()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("INSERT INTO activity (user_id, event_id, occurred_at, data)"
                            + " VALUES ('user', 'held', now(), '{}')");

            Settlement settlement = writer.write(goodAround(good("held")), false);

            assertThat(settlement.unapplied())
                    .singleElement()
                    .satisfies(later -> assertThat(later.failure().sqlState()).isEqualTo("55P03"));
            assertThat(sql("SELECT count(*) FROM activity")).isEqualTo("40");
            holder.rollback();
        }
    }

    private static List<Delivery.Valid> goodAround(Delivery.Valid odd) {
        List<Delivery.Valid> deliveries = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> deliveries.add(good("good-" + i)));
        deliveries.add(17, odd);
        return deliveries;
    }

    private static Delivery.Valid good(String id) {
        return delivery(id, "{\"kind\": \"click\"}");
    }

    private static Delivery.Valid raising(String id, String sqlState) {
        return delivery(id, "{\"kind\": \"click\", \"raise\": \"" + sqlState + "\"}");
    }

    private static Delivery.Valid raising(String id, String sqlState, int times) {
        return delivery(id, "{\"kind\": \"click\", \"raise\": \"" + sqlState + "\", \"times\": " + times + "}");
    }

    private static Delivery.Valid delivery(String id, String data) {
        return delivery("session.activity", id, data);
    }

    private static Delivery.Valid delivery(String type, String id, String data) {
        String json = """
                {"id": "%1$s", "type": "%3$s", "session_id": "s-%1$s", "occurred_at": "2026-11-21T07:00:00Z",
                 "data": %2$s}""".formatted(id, data, type);
        Decoded.Valid event = (Decoded.Valid) EventReader.read(json.getBytes(UTF_8));
        return Deliveries.of(new UserId("user"), EventTime.EARLIEST, event.event());
    }

    private static String idOf(Unapplied unapplied) {
        return ((Delivery.Valid) unapplied.delivery()).event().envelope().id().value();
    }

    private void run(String statements) throws SQLException {
        try (Connection connection = testStore.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private String sql(String query) throws SQLException {
        try (Connection connection = testStore.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
