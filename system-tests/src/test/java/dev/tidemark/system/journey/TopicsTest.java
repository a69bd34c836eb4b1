package dev.tidemark.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Server;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.system.Cli;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @AutoClose
    private final Server kafka = Server.kafka();

    @AutoClose
    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", kafka.ports().bootstrapServers()));

    @Test
    void whatIsMissingIsMadeAndWhatDiffersIsNamed() throws Exception {
        // Given
        delete("tidemark.session-changes");

        // Then
        assertThat(topics("--replication", "2").output())
                .contains("cannot make the topics")
                .contains("replication");
        assertThat(topics("--replication", "1").requireSuccess().output())
                .contains("made tidemark.session-changes: 12 partitions, kept for 7 days")
                .contains("all " + Topics.all().size() + " topics are as they should be");
        assertThat(topics("--replication", "1").requireSuccess().output()).doesNotContain("made");

        // When they promise less, the services can work
        setRetention("tidemark.events.expired", "1000");
        assertThat(topics("--replication", "1").requireSuccess().output())
                .contains("topic tidemark.events.expired has retention.ms 1000 and should have at least 1209600000");
        assertThat(topics("--replication", "3", "--min-in-sync", "1")
                        .requireSuccess()
                        .output())
                .contains("topic tidemark.rollups has replication 1 and should have at least 3");

        // When they have other partitions, they cannot
        admin.createPartitions(Map.of("tidemark.rollups", NewPartitions.increaseTo(4)))
                .all()
                .get();
        Cli.Result faulty = topics("--replication", "1");
        assertThat(faulty.exit()).isOne();
        assertThat(faulty.output()).contains("topic tidemark.rollups has 4 partitions and should have 3");
        assertThat(topics("--replication", "1", "--min-in-sync", "2").exit()).isOne();
    }

    private Cli.Result topics(String... options) {
        return Cli.start(Stream.concat(
                                Stream.of(
                                        "topics",
                                        "--bootstrap-servers",
                                        kafka.ports().bootstrapServers()),
                                Stream.of(options))
                        .toList())
                .await();
    }

    private void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        await().until(() -> !admin.listTopics().names().get().contains(topic));
    }

    private void setRetention(String topic, String milliseconds) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("retention.ms", milliseconds), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
