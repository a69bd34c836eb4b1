package dev.tidemark.bench.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.writer.Heartbeats.Heartbeat;
import dev.tidemark.bench.writer.Span.Place;
import dev.tidemark.cli.Failure;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The peer: Debezium's JDBC sink in its fastest mode, in Kafka Connect, on a topic and a table of its own before the
/// same servers. It overwrites the row of each key blindly.
final class Debezium implements AutoCloseable {
    static final String TABLE = "bench_session";
    private static final String TOPIC = "bench.sessions";
    private static final String KEY = "user_id, local_id";

    private static final Map<String, String> COLUMNS = columns();

    private final WriterRig rig;
    private final Rows rows;
    private final ConnectProcess connect;

    private Debezium(WriterRig rig, Rows rows, ConnectProcess connect) {
        this.rig = rig;
        this.rows = rows;
        this.connect = connect;
    }

    static Debezium start(WriterRig rig) throws SQLException {
        createTopic(rig);
        Rows rows = Rows.of(new Rows.Table(TABLE, "local_id", "?", "TRUNCATE " + TABLE), rig.jdbcUrl());
        try {
            rows.execute("CREATE TABLE %s (%s, PRIMARY KEY (%s))".formatted(TABLE, sqlColumns(), KEY));
            return new Debezium(rig, rows, ConnectProcess.start(worker(rig), sink(rig)));
        } catch (SQLException | RuntimeException notStarted) {
            rows.close();
            throw notStarted;
        }
    }

    FromTopic contender() {
        return new FromTopic(
                "Debezium", rows, rig, Debezium::record, connect::handle, connect::endOfLog, new Announcements.None());
    }

    ConnectProcess connect() {
        return connect;
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        List.of("user_id", "local_id", "event_id").forEach(column -> columns.put(column, "text"));
        List.of("first_seen_at", "last_seen_at", "last_received_at").forEach(column -> columns.put(column, "bigint"));
        List.of("repo_owner", "repo_name").forEach(column -> columns.put(column, "text"));
        columns.put("pr_number", "bigint");
        return columns;
    }

    private static String sqlColumns() {
        return COLUMNS.entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue() + " NOT NULL")
                .collect(Collectors.joining(", "));
    }

    private static void createTopic(WriterRig rig) {
        int partitions = Topics.of(Lane.BULK).partitions();
        try {
            rig.admin()
                    .createTopics(List.of(new NewTopic(TOPIC, Optional.of(partitions), Optional.of((short) 1))))
                    .all()
                    .get();
        } catch (ExecutionException refused) {
            throw new Failure("cannot make the topic " + TOPIC + ": " + refused.getCause(), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    private static Map<String, String> worker(WriterRig rig) {
        Map<String, String> worker = new LinkedHashMap<>();
        worker.put("bootstrap.servers", rig.bootstrapServers());
        worker.put("connector.client.config.override.policy", "All");
        worker.put("consumer.auto.offset.reset", "earliest");
        worker.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        worker.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        worker.put("value.converter.schemas.enable", "true");
        worker.put("value.converter.schema.content", schema());
        return worker;
    }

    /// Names the fields, so that the messages are plain JSON.
    private static String schema() {
        String fields = COLUMNS.entrySet().stream()
                .map(column -> "{\"field\":\"%s\",\"type\":\"%s\",\"optional\":false}"
                        .formatted(column.getKey(), column.getValue().equals("text") ? "string" : "int64"))
                .collect(Collectors.joining(","));
        return "{\"type\":\"struct\",\"optional\":false,\"fields\":[" + fields + "]}";
    }

    private static Map<String, String> sink(WriterRig rig) {
        Map<String, String> sink = new LinkedHashMap<>();
        sink.put("name", "debezium");
        sink.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
        sink.put("tasks.max", "2");
        sink.put("topics", TOPIC);
        sink.put("connection.url", rig.jdbcUrl());
        sink.put("connection.username", "tidemark");
        sink.put("connection.password", "tidemark");
        sink.put("collection.name.format", TABLE);
        sink.put("insert.mode", "upsert");
        sink.put("primary.key.mode", "record_value");
        sink.put("primary.key.fields", KEY.replace(" ", ""));
        sink.put("schema.evolution", "none");
        sink.put("use.reduction.buffer", "true");
        sink.put("batch.size", "1000");
        sink.put("dialect.postgres.unnest.insert.enabled", "true");
        sink.put("consumer.override.max.poll.records", "1000");
        // See HeldBacklog.
        sink.put("consumer.override.isolation.level", "read_committed");
        return sink;
    }

    private static ProducerRecord<byte[], byte[]> record(Heartbeats heartbeats, Place place) {
        Heartbeat heartbeat = heartbeats.of(place.session(), place.lap());
        // Not a format: a backlog is millions of these.
        String value = "{\"user_id\":\"" + heartbeat.user() + "\",\"local_id\":\"" + heartbeat.session()
                + "\",\"event_id\":\"" + heartbeat.event() + "\",\"first_seen_at\":" + Micros.of(heartbeat.occurredAt())
                + ",\"last_seen_at\":" + Micros.of(heartbeat.occurredAt())
                + ",\"last_received_at\":" + Micros.of(heartbeat.receivedAt())
                + ",\"repo_owner\":\"quarkusio\",\"repo_name\":\"quarkus\",\"pr_number\":" + heartbeat.pullRequest()
                + "}";
        byte[] key = (heartbeat.user() + '/' + heartbeat.session()).getBytes(UTF_8);
        return new ProducerRecord<>(TOPIC, key, value.getBytes(UTF_8));
    }

    @Override
    public void close() throws SQLException {
        try (connect) {
            rows.close();
        }
    }
}
