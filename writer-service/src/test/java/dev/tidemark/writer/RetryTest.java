package dev.tidemark.writer;

import static dev.tidemark.common.topic.TopicTail.header;
import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.connect;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.lane;
import static dev.tidemark.writer.Service.record;
import static dev.tidemark.writer.Service.run;
import static dev.tidemark.writer.Service.send;
import static dev.tidemark.writer.Service.sql;
import static dev.tidemark.writer.Service.tail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import dev.tidemark.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class RetryTest {
    private static final String ORIGIN = "tidemark.events.bulk-3@17";

    @Test
    void anEventWhoseRowIsHeldComesAgainAndTheOthersOfItsPollDoNotWait() throws Exception {
        try (TopicTail retries = tail(Topics.retry(Lane.BULK, 1));
                Connection holder = connect()) {
            // Given
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("INSERT INTO activity (user_id, event_id, occurred_at, data)"
                            + " VALUES ('user-1', 'retry-held', now(), '{}')");

            // When
            lane(
                    Lane.BULK,
                    event("retry-good-1", "session.activity", "retry", "{\"kind\": \"a\"}"),
                    event("retry-held", "session.activity", "retry", "{\"kind\": \"b\"}"),
                    event("retry-good-2", "session.activity", "retry", "{\"kind\": \"c\"}"));

            // Then
            awaitSql("2", "SELECT count(*) FROM activity WHERE event_id LIKE 'retry-good-_'");
            ConsumerRecord<byte[], byte[]> retry = retries.next(1).getFirst();
            assertThat(header(retry, "tm_attempt")).isEqualTo("1");
            assertThat(header(retry, "tm_failure")).isEqualTo("timeout/store_timeout");
            assertThat(header(retry, "tm_sql_state")).isEqualTo("55P03");
            assertThat(header(retry, "tm_origin")).matches("tidemark\\.events\\.bulk-\\d+@\\d+");
            assertThat(Duration.between(
                            Instant.parse(header(retry, "tm_first_failed_at")),
                            Instant.parse(header(retry, "tm_not_before"))))
                    .isBetween(Duration.ofMillis(750), Duration.ofMillis(1_250));
            holder.rollback();
        }
        awaitSql("b", "SELECT kind FROM activity WHERE event_id = 'retry-held'");
    }

    @Test
    void noTryIsMadeBeforeItsTimeAndAllPartsOfItsHistoryStay() throws Exception {
        Instant due = Instant.now().plusSeconds(3);
        send(List.of(record(
                Topics.retry(Lane.BULK, 4),
                event("retry-due", "session.activity", "retry", "{\"kind\": \"d\"}"),
                history("4", due.toString(), ORIGIN))));

        awaitSql("d", "SELECT kind FROM activity WHERE event_id = 'retry-due'");
        assertThat(Instant.now()).isAfterOrEqualTo(due);
    }

    @Test
    void theSixthFailureIsTheLast() throws Exception {
        run("""
            CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END $$;
            CREATE TRIGGER busy BEFORE INSERT ON activity FOR EACH ROW
                WHEN (new.event_id = 'retry-last') EXECUTE FUNCTION busy();""");
        try (TopicTail letters = tail(Topics.DEAD_LETTERS)) {
            send(List.of(record(
                    Topics.retry(Lane.BULK, 5),
                    event("retry-last", "session.activity", "retry", "{\"kind\": \"e\"}"),
                    history("5", Instant.now().toString(), ORIGIN))));

            ConsumerRecord<byte[], byte[]> letter = letters.next(1).getFirst();
            assertThat(header(letter, "tm_attempt")).isEqualTo("6");
            assertThat(header(letter, "tm_failure")).isEqualTo("timeout/store_timeout");
            assertThat(header(letter, "tm_origin")).isEqualTo(ORIGIN);
            assertThat(header(letter, "tm_first_failed_at")).isEqualTo(Service.AT);
            assertThat(header(letter, "tm_writer")).isEqualTo("0.1.0");
            assertThat(Instant.parse(header(letter, "tm_failed_at"))).isBefore(Instant.now());
            assertThat(letter.headers().lastHeader("tm_not_before")).isNull();
        } finally {
            run("DROP TRIGGER busy ON activity; DROP FUNCTION busy");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tm_attempt, 0",
        "tm_attempt, 6",
        "tm_attempt, -1",
        "tm_attempt, 99999999999999999999",
        "tm_attempt, ''",
        "tm_not_before, 2999-01-01T00:00:00Z",
        "tm_not_before, tomorrow",
        "tm_first_failed_at, yesterday",
        "tm_origin, tidemark.session-changes-0@1",
        "tm_origin, tidemark.events.bulk-0@-1",
        "tm_origin, '; DROP TABLE session'"
    })
    void whatARetryClaimsIsNotTrusted(String name, String value) throws Exception {
        try (TopicTail letters = tail(Topics.DEAD_LETTERS)) {
            Map<String, String> claims = history("2", Instant.now().toString(), ORIGIN);
            claims.put(name, value);
            send(List.of(record(
                    Topics.retry(Lane.BULK, 2),
                    event("retry-hostile", "session.activity", "retry", "{\"kind\": \"f\"}"),
                    claims)));

            ConsumerRecord<byte[], byte[]> letter = letters.next(1).getFirst();
            assertThat(header(letter, "tm_failure")).isEqualTo("poison/invalid_header");
            assertThat(header(letter, "tm_detail")).contains(name);
            assertThat(header(letter, "tm_attempt")).isEqualTo("1");
        }
        assertThat(sql("SELECT count(*) FROM activity WHERE event_id = 'retry-hostile'"))
                .isEqualTo("0");
    }

    @Test
    void anExpiryIsBelievedOnlyWhereTidemarkItselfWritesIt() {
        lane(Lane.EXPRESS, event("expire-start", "session.started", "expire", "{}"));
        String expiry =
                event("expire-1", "session.expired", "expire", "{\"last_received_at\": \"" + Service.AT + "\"}");
        try (TopicTail letters = tail(Topics.DEAD_LETTERS)) {
            send(List.of(record(
                    Topics.retry(Lane.EXPRESS, 1),
                    expiry,
                    history("1", Instant.now().toString(), ORIGIN))));
            assertThat(header(letters.next(1).getFirst(), "tm_failure")).isEqualTo("poison/type_not_allowed");

            send(List.of(record(Topics.EXPIRED, event("expire-2", "session.started", "expire", "{}"), Map.of())));
            assertThat(header(letters.next(1).getFirst(), "tm_failure")).isEqualTo("poison/type_not_allowed");
        }
        awaitSql("in_progress", "SELECT status FROM session WHERE session_id = 'expire'");

        send(List.of(record(Topics.EXPIRED, expiry, Map.of())));
        awaitSql("abandoned", "SELECT status FROM session WHERE session_id = 'expire'");

        lane(Lane.EXPRESS, event("expire-start-2", "session.started", "expire-again", "{}"));
        send(List.of(record(
                Topics.retry(Lane.EXPRESS, 1),
                event("expire-3", "session.expired", "expire-again", "{\"last_received_at\": \"" + Service.AT + "\"}"),
                history("1", Instant.now().toString(), "tidemark.events.expired-0@3"))));
        awaitSql("abandoned", "SELECT status FROM session WHERE session_id = 'expire-again'");
    }

    private static Map<String, String> history(String attempt, String notBefore, String origin) {
        return new HashMap<>(Map.of(
                "tm_attempt", attempt,
                "tm_not_before", notBefore,
                "tm_first_failed_at", Service.AT,
                "tm_origin", origin));
    }
}
