package dev.tidemark.bench.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.bench.Millis;
import dev.tidemark.bench.writer.OperatorApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/// Calls of each kind, one after the other, each for something else where there is something to look for. The time is
/// that of the whole answer.
///
/// @param stored what is in the store
record Calls(OperatorApi api, StoredSessions stored) {
    private static final int CALLS = 40;
    private static final int FIRST_CALLS = 5;
    private static final long LONGEST_US = Duration.ofMinutes(1).toNanos() / 1_000;
    private static final int DIGITS = 3;
    private static final String SESSIONS = "/api/v1/sessions?";
    private static final String LIVE = "/api/v1/dashboard/live?";

    /// By what was asked for.
    Map<String, Millis> measure() {
        Map<String, Millis> millis = new LinkedHashMap<>();
        lists().forEach((what, path) -> millis.put(what, measure(path, api::get)));
        searches().forEach((what, path) -> millis.put(what, measure(path, api::get)));
        charts().forEach((what, path) -> millis.put(what, measure(path, api::get)));
        millis.put("the first view of a page", measure(_ -> LIVE, api::firstEvent));
        millis.put(
                "the first view, filtered",
                measure(i -> LIVE + "user=" + any(i) + "&status=completed", api::firstEvent));
        return millis;
    }

    private Map<String, IntFunction<String>> lists() {
        Map<String, IntFunction<String>> lists = new LinkedHashMap<>();
        lists.put("newest", _ -> SESSIONS);
        lists.put("in progress", _ -> SESSIONS + "status=in_progress");
        lists.put("completed", _ -> SESSIONS + "status=completed");
        lists.put("abandoned", _ -> SESSIONS + "status=abandoned");
        lists.put("200 of a page", _ -> SESSIONS + "limit=200");
        lists.put("far behind", i -> SESSIONS + "to=" + moment(i));
        lists.put("page after page", pages());
        lists.put("an hour", i -> SESSIONS + hour(i));
        lists.put("in progress, an hour", i -> SESSIONS + "status=in_progress&" + hour(i));
        lists.put("a large user", i -> SESSIONS + "user=" + large(i));
        lists.put("any user", i -> SESSIONS + "user=" + any(i));
        lists.put("no such user", i -> SESSIONS + "user=nobody-" + i);
        lists.put("a large user, in progress", i -> SESSIONS + "status=in_progress&user=" + large(i));
        lists.put("any user, completed", i -> SESSIONS + "status=completed&user=" + any(i));
        lists.put("any repository", i -> SESSIONS + "repository=" + repository(i));
        lists.put("any repository, in progress", i -> SESSIONS + "status=in_progress&repository=" + repository(i));
        lists.put("any repository, an hour", i -> SESSIONS + "repository=" + repository(i) + "&" + hour(i));
        lists.put("a large user, any repository", i -> SESSIONS + "user=" + large(i) + "&repository=" + repository(i));
        lists.put("a large user, not its repository", i -> SESSIONS + "user=" + large(i) + "&repository=none/none");
        return lists;
    }

    private Map<String, IntFunction<String>> searches() {
        Map<String, IntFunction<String>> searches = new LinkedHashMap<>();
        searches.put("q: a whole session id", i -> SESSIONS + "q=" + session(i));
        searches.put("q: few session ids", i -> SESSIONS + "q=" + session(i).substring(0, 12));
        searches.put("q: many session ids", i -> SESSIONS + "q=" + session(i).substring(0, 9));
        searches.put("q: all session ids", _ -> SESSIONS + "q=session-");
        searches.put("q: a user", i -> SESSIONS + "q=" + any(i));
        searches.put("q: a large user", i -> SESSIONS + "q=" + large(i));
        searches.put("q: all users", _ -> SESSIONS + "q=user-");
        searches.put("q: a repository", i -> SESSIONS + "q=" + repository(i));
        searches.put("q: all repositories", _ -> SESSIONS + "q=owner-");
        searches.put("q: nothing", i -> SESSIONS + "q=nothing-" + i);
        searches.put("q: all users, in progress, an hour", i -> SESSIONS + "q=user-&status=in_progress&" + hour(i));
        searches.put("q: nothing of a large user", i -> SESSIONS + "q=nothing&user=" + large(i));
        return searches;
    }

    private Map<String, IntFunction<String>> charts() {
        Map<String, IntFunction<String>> charts = new LinkedHashMap<>();
        charts.put("the timeline of a large session", timelines());
        charts.put("a chart of a day", _ -> "/api/v1/rollups");
        charts.put("a chart of a week", _ -> "/api/v1/rollups?" + since(Duration.ofDays(7)));
        charts.put(
                "a chart of a week, a repository",
                i -> "/api/v1/rollups?repository=" + repository(i) + "&" + since(Duration.ofDays(7)));
        charts.put("repositories of an hour", _ -> "/api/v1/repositories");
        charts.put("repositories of a day", _ -> "/api/v1/repositories?" + since(Duration.ofDays(1)));
        return charts;
    }

    private Millis measure(IntFunction<String> path, UnaryOperator<String> call) {
        for (int i = 0; i < FIRST_CALLS; i++) {
            String _ = call.apply(path.apply(CALLS + i));
        }
        Histogram micros = new Histogram(LONGEST_US, DIGITS);
        for (int i = 0; i < CALLS; i++) {
            String asked = path.apply(i);
            long begun = System.nanoTime();
            String _ = call.apply(asked);
            micros.recordValue((System.nanoTime() - begun) / 1_000);
        }
        return Millis.of(micros);
    }

    /// Each behind the one before.
    private IntFunction<String> pages() {
        StringBuilder after = new StringBuilder();
        return _ -> {
            String path = SESSIONS + after;
            after.setLength(0);
            after.append("after=").append(api.read(path).path("next").textValue());
            return path;
        };
    }

    private IntFunction<String> timelines() {
        List<String> paths = new ArrayList<>();
        for (JsonNode session :
                api.read(SESSIONS + "limit=" + (CALLS + FIRST_CALLS)).path("sessions")) {
            paths.add("/api/v1/sessions/%s/%s/timeline?limit=200"
                    .formatted(
                            session.path("user_id").textValue(),
                            session.path("session_id").textValue()));
        }
        return paths::get;
    }

    private static String large(int call) {
        return "user-" + (1 + call % 5);
    }

    private static String any(int call) {
        return "user-" + (1 + call * 443 % StoredSessions.USERS);
    }

    private static String repository(int call) {
        return "owner-" + (1 + call % 7) + "/repo-" + (1 + call * 5 % 40);
    }

    private String session(int call) {
        return StoredSessions.session(nth(call));
    }

    private String hour(int call) {
        Instant from = stored.opened(nth(call));
        return "from=" + from + "&to=" + from.plus(Duration.ofHours(1));
    }

    private String moment(int call) {
        return stored.opened(nth(call)).toString();
    }

    private String since(Duration length) {
        return "from=" + stored.newest().minus(length) + "&to=" + stored.newest();
    }

    /// From the first to the last.
    private long nth(int call) {
        return 1 + stored.sessions() * call / (CALLS + FIRST_CALLS);
    }
}
