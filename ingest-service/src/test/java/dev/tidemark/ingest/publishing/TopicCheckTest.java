package dev.tidemark.ingest.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Server;
import dev.tidemark.common.topic.TopicCheck;
import dev.tidemark.common.topic.TopicCheck.Findings;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.common.topic.Topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
    @AutoClose
    private final Server kafka = Server.kafka();

    @AutoClose
    private final Admin admin = Admin.create(Map.of(
            "bootstrap.servers", kafka.ports().bootstrapServers(),
            "request.timeout.ms", 2_000,
            "default.api.timeout.ms", 3_000));

    @Test
    void itSaysWhatIsNotAsTheContractWantsIt() {
        assertThat(new TopicCheck(admin, 1, 1).of(Topics.all())).isEqualTo(new Findings(List.of(), List.of()));

        assertThat(new TopicCheck(admin, 3, 2).of(List.of(Topics.EXPIRED)).warnings())
                .containsExactlyInAnyOrder(
                        "topic tidemark.events.expired has replication 1 and should have at least 3",
                        "topic tidemark.events.expired has min.insync.replicas 1 and should have at least 2");

        Topic otherwise = new Topic("tidemark.events.expired", 4, Duration.ofDays(15), 2 << 20);
        Topic missing = new Topic("tidemark.missing", 4, Duration.ofDays(15), 2 << 20);
        Findings found = new TopicCheck(admin, 1, 1).of(List.of(otherwise, missing));
        assertThat(found.faults())
                .containsExactlyInAnyOrder(
                        "topic tidemark.events.expired has 3 partitions and should have 4",
                        "topic tidemark.missing is missing; create it with 4 partitions");
        assertThat(found.warnings())
                .containsExactlyInAnyOrder(
                        "topic tidemark.events.expired has retention.ms 1209600000 and should have at least"
                                + " 1296000000",
                        "topic tidemark.events.expired has max.message.bytes 1048576 and should have at least"
                                + " 2097152");
    }

    @Test
    void aSilentClusterIsAFault() {
        kafka.kill();

        assertThat(new TopicCheck(admin, 1, 1).of(Topics.all()).faults()).containsExactly("Kafka does not answer");
    }
}
