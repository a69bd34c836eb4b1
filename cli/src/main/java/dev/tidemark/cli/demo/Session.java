package dev.tidemark.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import dev.tidemark.common.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One session of one user, as their browser tells of it. Each event has an id of its own.
final class Session {
    private static final List<String> KINDS = List.of(
            "comment_written", "file_viewed", "file_viewed", "scrolled", "suggestion_applied", "thread_resolved");
    private static final List<String> FILES =
            List.of("README.md", "pom.xml", "Parser.java", "Retry.java", "RetryTest.java");
    private static final List<String> REASONS = List.of("approved", "commented", "changes_requested", "tab_closed");
    private static final List<String> NOTES = List.of(
            "ask for a test", "name is misleading", "looks good", "what if it is empty?", "see the other caller");

    private final String user;
    private final String id;
    private final Instant startedAt;
    private final RandomGenerator random;
    private final PullRequest about;
    private @Nullable Tab tab;
    private int events;
    private int tabs;
    private int notes;

    /// A tab that is open.
    ///
    /// @param pages how many it has shown
    private record Tab(int id, Instant openedAt, int pages) {}

    Session(String user, Instant startedAt, RandomGenerator random) {
        this.user = user;
        this.id = "demo-" + Long.toString(startedAt.toEpochMilli(), Character.MAX_RADIX);
        this.startedAt = startedAt;
        this.random = random;
        this.about = PullRequest.drawn(random);
    }

    ObjectNode start() {
        ObjectNode event = event(EventType.SESSION_STARTED, startedAt);
        data(event)
                .put("repo_owner", about.owner())
                .put("repo_name", about.name())
                .put("pr_number", about.number());
        return event;
    }

    /// Anything that happens between a start and an end.
    ObjectNode something(Instant at) {
        int of100 = random.nextInt(100);
        if (of100 < 30) {
            return event(EventType.SESSION_HEARTBEAT, at);
        }
        if (of100 < 55) {
            return activity(at);
        }
        if (of100 < 61) {
            return operation(at);
        }
        return tab != null && of100 < 68 ? closing(tab, at) : visit(at);
    }

    ObjectNode end(Instant at, String reason) {
        ObjectNode event = event(EventType.SESSION_ENDED, at);
        data(event)
                .put("duration_seconds", Duration.between(startedAt, at).toSeconds())
                .put("reason", reason);
        return event;
    }

    /// An end as it usually comes.
    ObjectNode end(Instant at) {
        return end(at, pick(REASONS));
    }

    private ObjectNode activity(Instant at) {
        ObjectNode event = event(EventType.SESSION_ACTIVITY, at);
        data(event).put("kind", pick(KINDS)).put("file", pick(FILES));
        return event;
    }

    private ObjectNode visit(Instant at) {
        Tab shown = tab == null ? new Tab(++tabs, at, 1) : new Tab(tab.id(), tab.openedAt(), tab.pages() + 1);
        tab = shown;
        PullRequest.Page page = about.page(random);
        ObjectNode event = event(EventType.PAGE_VISITED, at);
        data(event)
                .put("url", page.url())
                .put("title", page.title())
                .put("duration_ms", random.nextInt(500, 30_000))
                .put("tab_id", shown.id());
        return event;
    }

    private ObjectNode closing(Tab closed, Instant at) {
        tab = null;
        ObjectNode event = event(EventType.TAB_CLOSED, at);
        data(event)
                .put("tab_id", closed.id())
                .put("opened_at", text(closed.openedAt()))
                .put("page_count", closed.pages())
                .put("active_ms", Duration.between(closed.openedAt(), at).toMillis());
        return event;
    }

    /// Notes are made first, and then mostly changed.
    private ObjectNode operation(Instant at) {
        boolean isNew = notes == 0 || random.nextInt(3) == 0;
        int note = isNew ? ++notes : 1 + random.nextInt(notes);
        String verb = isNew ? "CREATE" : random.nextInt(4) == 0 ? "DELETE" : "UPDATE";
        ObjectNode event = event(EventType.OPERATION, at);
        ObjectNode data = data(event).put("operation", verb + "_NOTE").put("local_record_id", id + "-note-" + note);
        if (!verb.equals("DELETE")) {
            data.putObject("payload").put("file", pick(FILES)).put("text", pick(NOTES));
        }
        return event;
    }

    private ObjectNode event(EventType type, Instant at) {
        return Api.JSON
                .createObjectNode()
                .put("id", id + '.' + ++events)
                .put("type", type.wireName())
                .put("user", user)
                .put("session_id", id)
                .put("occurred_at", text(at));
    }

    private static ObjectNode data(ObjectNode event) {
        return event.putObject("data");
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
