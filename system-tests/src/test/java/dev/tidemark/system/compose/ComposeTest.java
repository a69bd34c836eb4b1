package dev.tidemark.system.compose;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tidemark.system.journey.DashboardPage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The README's way with containers, on real ones.
@Tag("containers")
@EnabledIfSystemProperty(
        named = "tidemark.containers",
        matches = "true",
        disabledReason = "the composed system runs where a container engine does: ./tidemark test --containers")
class ComposeTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final long begun = System.nanoTime();

    @Test
    void fromNothingToASessionOnTheDashboard() throws Exception {
        try (ComposedSystem system = ComposedSystem.ofFreshImages()) {
            tell("images");

            system.compose("up", "-d");
            tell("up");
            assertThat(system.compose("logs", "--no-color", "status")).containsPattern("store +up");
            assertThat(system.compose("logs", "--no-color", "topics")).contains("made tidemark.events.express");

            String client = system.cli("token", "--user", "user-1").strip();
            assertThat(post(system, client, event("session.started", "{}"))).isEqualTo(202);
            assertThat(post(system, client, event("session.ended", "{\"duration_seconds\": 12}")))
                    .isEqualTo(202);

            String viewer = system.cli("token", "--user", "user-1", "--group", "tidemark-viewer");
            try (DashboardPage page = DashboardPage.open(system.ports().writerUrl())) {
                page.signInWith(viewer.strip());
                assertThat(page.row("s1"))
                        .hasAttribute(
                                "data-status",
                                "completed",
                                new LocatorAssertions.HasAttributeOptions().setTimeout(10_000));
            }
            tell("a session on the dashboard");

            system.cli("send", "--faults", "3");
            await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).untilAsserted(() -> assertThat(
                            system.cli("dlq", "groups"))
                    .contains("poison/invalid_json", "poison/unknown_version", "poison/refused_by_store"));
            tell("dead letters in the inbox");

            assertThat(system.compose("exec", "-T", "valkey", "valkey-cli", "dbsize")
                            .strip())
                    .as("shared buckets")
                    .isNotEqualTo("0");
            for (String service : new String[] {"ingest", "writer"}) {
                assertThat(system.inspect(service, "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}"))
                        .isEqualTo("10001:10001 true");
                assertThat(system.inspect(
                                service, "{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}"))
                        .isEqualTo("127.0.0.1 127.0.0.1");
            }

            system.compose("down");
            system.compose("up", "-d");
            tell("down and up again");
            assertThat(get(system, viewer.strip(), "/api/v1/sessions")).contains("\"session_id\":\"s1\"");
        }
        tell("all gone");
    }

    private static String event(String type, String data) {
        return """
                {"events": [{"id": "%s", "type": "%s", "session_id": "s1", "occurred_at": "%s", "data": %s}]}""".formatted(type, type, Instant.now(), data);
    }

    private int post(ComposedSystem system, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(system.ports().ingestUrl() + "/api/v1/events"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private String get(ComposedSystem system, String token, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(system.ports().writerUrl() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private void tell(String reached) {
        System.out.printf("compose: %s after %.1f s%n", reached, (System.nanoTime() - begun) / 1e9);
    }
}
