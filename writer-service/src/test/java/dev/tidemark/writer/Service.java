package dev.tidemark.writer;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import dev.tidemark.common.topic.Topics;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/// The writer under test, as everything around it sees it: lanes, store, API.
final class Service {
    /// When all of its events occurred and were received.
    static final String AT = "2026-11-21T07:00:00Z";

    private Service() {}

    static TopicTail tail(Topics.Topic topic) {
        return new TopicTail(ServersResource.kafka().ports().bootstrapServers(), topic);
    }

    static RequestSpecification with(String group) {
        return as("tester", group);
    }

    static RequestSpecification as(String user, String group) {
        String token = Keys.of(Installation.find()).token(user, List.of(group), Duration.ofMinutes(5));
        return given().header("Authorization", "Bearer " + token);
    }

    static Response status() {
        return with("tidemark-viewer").get("/api/v1/status");
    }

    static Response management(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().get("http://localhost:" + port + path);
    }

    static String event(String id, String type, String session, String data) {
        return """
                {"id": "%s", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": %s}""".formatted(id, type, session, AT, data);
    }

    static void lane(Lane lane, String... values) {
        send(Arrays.stream(values)
                .map(value -> record(Topics.of(lane), value, Map.of()))
                .toList());
    }

    /// A record as ingest writes it, with more headers.
    static ProducerRecord<byte[], byte[]> record(Topics.Topic topic, String value, Map<String, String> more) {
        var record = new ProducerRecord<>(topic.name(), "key".getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("ce_source", "/users/user-1".getBytes(UTF_8)).add("tm_received_at", AT.getBytes(UTF_8));
        more.forEach((name, text) -> {
            record.headers().remove(name);
            record.headers().add(name, text.getBytes(UTF_8));
        });
        return record;
    }

    static void send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", ServersResource.kafka().ports().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var _ = producer.send(record);
            }
        }
    }

    static void awaitSql(String expected, String query) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sql(query)).isEqualTo(expected));
    }

    static Connection connect() throws SQLException {
        return DriverManager.getConnection(ServersResource.postgres().ports().jdbcUrl(), "tidemark", "tidemark");
    }

    static String sql(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    static void run(String statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
