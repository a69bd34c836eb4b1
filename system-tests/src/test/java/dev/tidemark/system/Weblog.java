package dev.tidemark.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// Real input with known answers (see `data/README.md`).
public final class Weblog {
    /// How many events it has.
    public static final String EVENTS = "16,103";

    private Weblog() {}

    /// The file, unpacked.
    public static Path file() throws IOException {
        Path file = Path.of("target", "weblog-2015.ndjson");
        try (InputStream packed =
                        Objects.requireNonNull(Weblog.class.getResourceAsStream("/data/weblog-2015.ndjson.gz"));
                InputStream unpacked = new GZIPInputStream(packed)) {
            Files.copy(unpacked, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /// Waits until the store holds what the file says.
    public static void awaitWritten(TestStack stack) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(stack.sql("""
                SELECT (SELECT count(*) || ' sessions, ' || count(*) FILTER (WHERE status = 'completed') || ' completed, '
                               || sum(duration_seconds) || ' s' FROM session)
                       || ', ' || (SELECT count(*) FROM page_visit) || ' page visits'"""))
                .isEqualTo("3052 sessions, 3052 completed, 49207 s, 9999 page visits"));
    }

    /// A digest of every row, but for when the client was last heard from, and for the span of its attributes, which is
    /// a
    /// bound.
    public static String digest(TestStack stack) {
        return stack.sql("""
                SELECT (SELECT md5(string_agg(md5((to_jsonb(s) - 'last_received_at' - 'attribute_span')::text), '' ORDER BY user_id, session_id))
                        FROM session s)
                       || (SELECT md5(string_agg(md5(v::text), '' ORDER BY user_id, event_id)) FROM page_visit v)""");
    }
}
