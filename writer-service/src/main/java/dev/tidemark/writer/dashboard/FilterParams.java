package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Problem;
import dev.tidemark.common.merge.Status;
import dev.tidemark.writer.QueryTime;
import dev.tidemark.writer.store.SessionFilter;
import jakarta.ws.rs.QueryParam;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which sessions a call is about, as its query says.
public class FilterParams {
    @QueryParam("status")
    @Nullable
    String status;

    @QueryParam("user")
    @Nullable
    String user;

    @QueryParam("repository")
    @Nullable
    String repository;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    @QueryParam("q")
    @Nullable
    String q;

    /// What it says. A text that is empty is as good as none.
    ///
    /// @throws Problem 400 when that makes no sense
    SessionFilter read() {
        try {
            return new SessionFilter(
                    status(),
                    someText(user),
                    someText(repository),
                    QueryTime.read(someText(from)),
                    QueryTime.read(someText(to)),
                    someText(q));
        } catch (IllegalArgumentException invalid) {
            throw Problem.of(400, "invalid_request", invalid.getMessage() + ".");
        }
    }

    private @Nullable Status status() {
        String wanted = someText(status);
        return wanted == null
                ? null
                : Stream.of(Status.values())
                        .filter(known -> known.label().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> Problem.of(
                                400, "invalid_status", "status must be in_progress, completed or abandoned."));
    }

    private static @Nullable String someText(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
