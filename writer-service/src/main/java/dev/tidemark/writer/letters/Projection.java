package dev.tidemark.writer.letters;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.Follower;
import dev.tidemark.writer.Workers;
import dev.tidemark.writer.kafka.KafkaConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Follows the dead-letter topic and keeps its letters in the store. What comes twice, or to two instances, changes
/// nothing.
@ApplicationScoped
class Projection {
    private final Follower follower;
    private final Workers workers;

    Projection(KafkaConfig config, LetterWriter writer, Workers workers) {
        this.follower = new Follower("dead-letters", Topics.DEAD_LETTERS, config, writer::write);
        this.workers = workers;
    }

    void start(@Observes StartupEvent starting) {
        follower.start(workers);
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        follower.stop();
    }
}
