package dev.tidemark.system.guarantee;

import dev.tidemark.cli.stack.Server;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// The two servers around the writer, which scenarios take away, and what can be asked of them.
///
/// @param kafka    a broker with the contract's topics
/// @param postgres the store
/// @param admin    asks the broker
record Servers(Server kafka, Server postgres, Admin admin) implements AutoCloseable {
    static Servers start() {
        Server kafka = Testbed.kafka();
        Server postgres = Testbed.postgres();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.ports().bootstrapServers()));
        Servers servers = new Servers(kafka, postgres, admin);
        // A server of tests acknowledges commits that are in its own memory only; a killed one would forget them.
        servers.execute("ALTER DATABASE tidemark SET synchronous_commit = on");
        return servers;
    }

    /// Starts a writer before them, which the group forgets soon after it is killed. It is not compiled well,
    /// which would be most of what one does that lives for a moment only.
    ///
    /// @param settings what it is told beyond that, as environment variables
    Server startWriter(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("TIDEMARK_KAFKA_SESSION_TIMEOUT", "6s");
        all.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        return Server.writer(kafka, postgres, all);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.ports().jdbcUrl(), "tidemark", "tidemark");
    }

    /// The columns of the first row as one text.
    String sql(String query, Object... values) {
        try (Connection connection = connect();
                var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "no row";
            }
        } catch (SQLException broken) {
            throw new AssertionError(query, broken);
        }
    }

    /// Does something in the store.
    void execute(String command) {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException broken) {
            throw new AssertionError(command, broken);
        }
    }

    /// Whether every event on a lane and every retry was dealt with, by what the writers have committed. Commits are
    /// asked for first: what they cover had led to all that it leads to before the ends were looked at.
    boolean isSettled() {
        Map<TopicPartition, Long> committed = committed();
        return ends(lanesAndRetries()).entrySet().stream()
                .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /// How many retries were ever written.
    long retries() {
        return ends(retryTopics()).values().stream().mapToLong(Long::longValue).sum();
    }

    /// Takes all members from the groups of writers that are dead, as the broker itself does once their sessions time
    /// out (six seconds at the least): so that twenty kills do not take twenty times as long.
    void forgetDeadWriters() {
        for (String group : groups()) {
            boolean hasMembers = get(
                            admin.describeConsumerGroups(List.of(group)).all())
                    .values()
                    .stream()
                    .anyMatch(description -> !description.members().isEmpty());
            if (hasMembers) {
                get(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                        .all());
            }
        }
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<String, ListConsumerGroupOffsetsSpec> wanted = groups().stream()
                .collect(Collectors.toMap(Function.identity(), _ -> new ListConsumerGroupOffsetsSpec()));
        get(admin.listConsumerGroupOffsets(wanted).all())
                .values()
                .forEach(group -> group.forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.merge(partition, offset.offset(), Math::max);
                    }
                }));
        return committed;
    }

    private List<String> groups() {
        return get(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
                .map(group -> group.groupId())
                .toList();
    }

    private Map<TopicPartition, Long> ends(Stream<Topics.Topic> topics) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        topics.forEach(topic -> {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                wanted.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        });
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, end -> offsetOf(end.getValue())));
    }

    private static long offsetOf(ListOffsetsResultInfo end) {
        return end.offset();
    }

    private static Stream<Topics.Topic> lanesAndRetries() {
        return Stream.concat(Arrays.stream(Lane.values()).map(Topics::of), retryTopics());
    }

    private static Stream<Topics.Topic> retryTopics() {
        return Arrays.stream(Lane.values()).flatMap(lane -> Topics.retries(lane).stream());
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException | InterruptedException unanswered) {
            throw new AssertionError("the broker does not answer the test", unanswered);
        }
    }

    @Override
    public void close() {
        admin.close();
        postgres.close();
        kafka.close();
    }
}
