package dev.tidemark.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A session that just began, with a page visit: something to see.
final class ExampleSession {
    private ExampleSession() {}

    static List<EventLine> events() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String session = "example-" + now.toEpochMilli();
        return List.of(EventLine.of(1, """
                        {"id":"%1$s.start","type":"session.started","session_id":"%1$s","occurred_at":"%2$s",\
                        "data":{"repo_owner":"quarkusio","repo_name":"quarkus","pr_number":42}}""".formatted(session, now)), EventLine.of(2, """
                        {"id":"%1$s.1","type":"page.visited","session_id":"%1$s","occurred_at":"%2$s",\
                        "data":{"url":"https://github.com/quarkusio/quarkus/pull/42","title":"Pull request 42"}}""".formatted(session, now)));
    }
}
