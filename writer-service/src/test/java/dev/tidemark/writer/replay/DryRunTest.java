package dev.tidemark.writer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.UserId;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.replay.DryRun.Verdict;
import dev.tidemark.writer.store.Deliveries;
import dev.tidemark.writer.store.Locks;
import dev.tidemark.writer.store.StoreException;
import dev.tidemark.writer.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunTest {
    private static final UserId ANN = new UserId("ann");

    private final TestStore store = TestStore.fresh();
    private final DryRun dryRun = new DryRun(store.dryRun(), new Deliveries.Prefixes());

    @BeforeEach
    void written() throws Exception {
        store.store().write(Deliveries.fold(List.of(visit("before", "kept"))), 0, Locks.WAIT);
    }

    @Test
    void whatWouldGoIsToldFromWhatWouldNotAndNothingIsWritten() throws Exception {
        // Given
        String before = rows();
        List<Delivery> deliveries = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> deliveries.add(visit("good-" + i, "fine")));
        deliveries.add(20, visit("bad-1", "\\u0000"));
        deliveries.add(41, visit("bad-2", "\\u0000"));

        // When
        List<Verdict> verdicts = dryRun.of(deliveries);

        // Then
        assertThat(verdicts).hasSize(62);
        for (int i = 0; i < verdicts.size(); i++) {
            if (i == 20 || i == 41) {
                assertThat(verdicts.get(i))
                        .isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.failure())
                                .isInstanceOfSatisfying(Failure.Poison.class, poison -> assertThat(poison.sqlState())
                                        .startsWith("22")));
            } else {
                assertThat(verdicts.get(i)).isInstanceOf(Verdict.Applicable.class);
            }
        }
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whatAnotherHoldsIsUndecidedAndHoldsUpNothingElse() throws Exception {
        try (Connection other = store.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM session WHERE session_id = 's-before' FOR UPDATE");

            assertThat(dryRun.of(List.of(visit("one", "fine"), visit("before", "other"), visit("two", "fine"))))
                    .hasExactlyElementsOfTypes(
                            Verdict.Applicable.class, Verdict.Undecided.class, Verdict.Applicable.class);
        }
    }

    @Test
    void whatTheStoreFailsAtForNoReasonOfItsOwnIsRefusedAndIsNoOutage() throws Exception {
        // Given: an error that, of itself, would be the store's
        store.run("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'no'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON page_visit
                FOR EACH ROW WHEN (NEW.event_id = 'odd') EXECUTE FUNCTION refuse()""");

        // Then
        List<Verdict> verdicts = dryRun.of(List.of(visit("one", "fine"), visit("odd", "fine"), visit("two", "fine")));
        assertThat(verdicts)
                .hasExactlyElementsOfTypes(Verdict.Applicable.class, Verdict.Refused.class, Verdict.Applicable.class);
        assertThat(((Verdict.Refused) verdicts.get(1)).failure().sqlState()).isEqualTo("P0001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                page.visited    | {"url": "u", "title": "\\u0000"}
                session.started | {"browser": "\\u0000"}
                session.ended   | {"reason": "\\u0000"}
                operation       | {"operation": "CREATE_NOTE", "local_record_id": "r", "text": "\\u0000"}""")
    void whatIsRefusedIsRefusedAsTheWriterWouldHaveItRefused(String type, String data) throws Exception {
        Delivery.Valid bad = event("bad", type, data);
        List<Delivery> many = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> many.add(visit("good-" + i, "fine")));
        many.add(7, bad);

        List<Verdict> verdicts = dryRun.of(many);

        StoreException refusal = catchThrowableOfType(
                StoreException.class, () -> store.store().write(Deliveries.fold(List.of(bad)), 0, Locks.WAIT));
        assertThat(verdicts.get(7)).isEqualTo(new Verdict.Refused(refusal.failure()));
        assertThat(verdicts).filteredOn(Verdict.Applicable.class::isInstance).hasSize(20);
    }

    private String rows() throws SQLException {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (SELECT count(*) FROM page_visit),"
                        + " (SELECT count(*) FROM session), (SELECT sum(sessions) FROM session_count)")) {
            row.next();
            return row.getString(1) + " " + row.getString(2) + " " + row.getString(3);
        }
    }

    private static Delivery.Valid visit(String id, String title) {
        return event(id, "page.visited", """
            {"url": "https://example.org/", "title": "%s"}""".formatted(title));
    }

    private static Delivery.Valid event(String id, String type, String data) {
        String json = """
            {"id": "%1$s", "type": "%2$s", "session_id": "s-%1$s", "occurred_at": "2026-11-21T07:00:00Z",
             "data": %3$s}""".formatted(id, type, data);
        Event event = ((Decoded.Valid) EventReader.read(json.getBytes(StandardCharsets.UTF_8))).event();
        return Deliveries.of(ANN, EventTime.EARLIEST, event);
    }
}
