package dev.tidemark.writer;

import static dev.tidemark.writer.Service.management;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.common.event.Lane;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The alerts ask for metrics that there are, and send people to instructions that there are.
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class AlertsTest {
    private static final Path ROOT = Installation.find().root();

    @Test
    void everyAlertHasItsRunbook() throws IOException {
        String rules = rules();
        List<String> runbooks = found("runbook_url: (\\S+)", rules);

        assertThat(runbooks).isNotEmpty().hasSameSizeAs(found("- alert: (\\S+)", rules));
        for (String runbook : runbooks) {
            String[] place = runbook.split("#", 2);
            assertThat(found("(?m)^##+ (.+)$", Files.readString(ROOT.resolve(place[0]))))
                    .as(runbook)
                    .extracting(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                    .contains(place[1]);
        }
    }

    @Test
    void everyMetricIsThere() {
        Service.lane(Lane.BULK, "poison");

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(
                        management("/q/metrics").then().extract().asString())
                .contains(found("(tidemark_\\w+)", String.join("\n", found("expr: (.+)", rules())))));
    }

    private static String rules() throws IOException {
        return Files.readString(ROOT.resolve("docs/alerts/tidemark.rules.yml"));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
