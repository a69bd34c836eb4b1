package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.batch;
import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.start;
import static dev.tidemark.ingest.Requests.tail;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A collector is named: a request's span is sent there, and what comes of the request goes on in it.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(TracingTest.Traced.class)
class TracingTest {
    /// Another configuration than that of the other tests.
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Collector.class));
        }
    }

    /// Takes what a collector takes, over HTTP.
    public static final class Collector implements QuarkusTestResourceLifecycleManager {
        private static final Queue<String> RECEIVED = new ConcurrentLinkedQueue<>();
        private @Nullable HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
            server.createContext("/v1/traces", exchange -> {
                RECEIVED.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return Map.of(
                    "quarkus.otel.sdk.disabled", "false",
                    "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                    "quarkus.otel.exporter.otlp.compression", "none",
                    "quarkus.otel.exporter.otlp.endpoint",
                            "http://localhost:" + server.getAddress().getPort());
        }

        @Override
        public void stop() {
            Objects.requireNonNull(server).stop(0);
        }
    }

    @Test
    void aTraceGoesOnThroughKafka() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        try (TopicTail express = tail(Lane.EXPRESS)) {
            client("user-1")
                    .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                    .body(batch(start("traced")))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(202);

            String onKafka = TopicTail.header(express.next(1).getFirst(), "traceparent");
            assertThat(onKafka).startsWith("00-" + trace + "-").doesNotContain("b7ad6b7169203331");
            String id = new String(HexFormat.of().parseHex(trace), ISO_8859_1);
            String span = new String(HexFormat.of().parseHex(onKafka.split("-", -1)[2]), ISO_8859_1);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(Collector.RECEIVED)
                    .anySatisfy(spans -> assertThat(spans).contains(id).contains(span)));
        }
    }
}
