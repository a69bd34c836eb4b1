package dev.tidemark.writer.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.writer.LiveStream;
import dev.tidemark.writer.ServersResource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// In a service of its own, which is of no use afterwards.
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
@TestProfile(StopTest.OfItsOwn.class)
class StopTest {
    public static final class OfItsOwn implements QuarkusTestProfile {}

    @Inject
    LiveFeed feed;

    @Test
    void aStopEndsTheStreamsInGoodOrder() throws Exception {
        try (LiveStream stream = LiveStream.open("tester", "tidemark-viewer", "")) {
            stream.next();

            feed.stop(new ShutdownEvent());

            assertThat(stream.end(Duration.ofSeconds(2))).isEqualTo("complete");
        }
        try (LiveStream late = LiveStream.open("tester", "tidemark-viewer", "")) {
            assertThat(late.end(Duration.ofSeconds(5))).isEqualTo("complete");
        }
    }
}
