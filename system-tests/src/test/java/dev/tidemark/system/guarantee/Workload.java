package dev.tidemark.system.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Random events of few users and few sessions, so that every row is fought for: late ones, equal times, ids that come
/// again with other contents, poison. One seed, one workload, but for the time at which it is made.
final class Workload {
    private static final int USERS = 6;
    private static final int SESSIONS = 5;

    private final String name;
    private final Random random;
    private final Instant begin = Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
    private int count;

    /// @param name begins the name of each of its users, so that rows can be told from those of other workloads
    Workload(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /// What the names of all its users begin with.
    String name() {
        return name + "-";
    }

    /// Events of all types.
    List<Sending> events(int many) {
        return Stream.generate(this::event).limit(many).toList();
    }

    /// Events of all types, of which one in so many is poison.
    List<Sending> eventsWithPoison(int many, int oneIn) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(i -> i % oneIn == 0 ? poison(anyPoison(), user(random.nextInt(USERS))) : event())
                .toList();
    }

    /// Page visits of one user, without a session: bulk, a row each, spread over all partitions.
    ///
    /// @param user   theirs alone
    /// @param prefix begins their ids, which go on from 0
    List<Sending> visits(String user, String prefix, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> event(userNamed(user), prefix + i, EventType.PAGE_VISITED, null))
                .toList();
    }

    /// The start of this session.
    Sending start(String user, String session) {
        return event(userNamed(user), nextId(), EventType.SESSION_STARTED, session);
    }

    /// Page visits that all belong to one session, and so to one partition.
    List<Sending> visitsIn(String session, int many) {
        UserId user = user(0);
        return Stream.generate(() -> event(user, nextId(), EventType.PAGE_VISITED, session))
                .limit(many)
                .toList();
    }

    /// Poison that belongs to the same partition as [#visitsIn] of this session.
    Sending poisonIn(String session, Poison kind) {
        return poison(kind, user(0), session);
    }

    /// Poison of so many users in turn.
    List<Sending> poison(int many, int users) {
        return IntStream.range(0, many)
                .mapToObj(i -> poison(anyPoison(), userNamed("flood-" + i % users)))
                .toList();
    }

    private Sending event() {
        EventType type = pick(Stream.of(EventType.values())
                .filter(any -> any != EventType.SESSION_EXPIRED)
                .toArray(EventType[]::new));
        String id = count > 0 && random.nextInt(20) == 0 ? "e" + (1 + random.nextInt(count)) : nextId();
        int session = random.nextInt(SESSIONS);
        boolean endsForGood = type == EventType.SESSION_ENDED && session == 0;
        return event(user(random.nextInt(USERS)), id, endsForGood ? EventType.SESSION_HEARTBEAT : type, "s" + session);
    }

    private Sending event(UserId user, String id, EventType type, @Nullable String session) {
        String text = """
                {"id": "%s", "type": "%s", %s%s"occurred_at": "%s", "data": {%s}}""".formatted(
                        id,
                        type.wireName(),
                        session == null ? "" : "\"session_id\": \"" + session + "\", ",
                        session != null && random.nextInt(10) == 0 ? "\"priority\": \"high\", " : "",
                        time(),
                        data(type));
        return switch (EventReader.read(text.getBytes(UTF_8))) {
            case Decoded.Valid(Event event) ->
                new Sending(event.lane(), user, event.envelope(), type, receivedAt(), text, Optional.of(event));
            case Decoded.Unreadable unreadable -> throw new AssertionError(unreadable + " in " + text);
        };
    }

    private String data(EventType type) {
        List<String> members = new ArrayList<>();
        switch (type) {
            case SESSION_STARTED -> members.add("\"started_at\": \"" + time() + '"');
            case SESSION_HEARTBEAT, SESSION_EXPIRED -> {}
            case SESSION_ACTIVITY -> members.add("\"kind\": \"" + pick("click", "scroll") + '"');
            case SESSION_ENDED -> {
                members.add("\"ended_at\": \"" + time() + '"');
                members.add("\"duration_seconds\": " + pick("5", "5.0", "12.50"));
            }
            case PAGE_VISITED -> members.add("\"url\": \"https://example.org/" + random.nextInt(1_000) + '"');
            case TAB_CLOSED -> members.add("\"tab_id\": " + random.nextInt(5));
            case OPERATION ->
                members.add("\"operation\": \"%s_VERSE\", \"local_record_id\": %d, \"payload\": {\"x\": %d}"
                        .formatted(pick("CREATE", "UPDATE", "DELETE"), random.nextInt(5), random.nextInt(100)));
        }
        members.add("\"" + pick("a", "b", "Ä") + "\": " + pick("1", "1.0", "true", "\"ä\"", "[1,2]"));
        return String.join(", ", members);
    }

    private Poison anyPoison() {
        return pick(Poison.values());
    }

    private Sending poison(Poison kind, UserId user) {
        return poison(kind, user, "s" + random.nextInt(SESSIONS));
    }

    private Sending poison(Poison kind, UserId user, String session) {
        String id = "poison-" + nextId();
        String time = time();
        Envelope envelope =
                new Envelope(new EventId(id), new SessionId(session), EventTime.parse(time), time, null, null);
        return new Sending(
                Lane.BULK,
                user,
                envelope,
                EventType.PAGE_VISITED,
                receivedAt(),
                kind.text(id, session, time),
                Optional.empty());
    }

    private String nextId() {
        return "e" + ++count;
    }

    private UserId user(int number) {
        return userNamed("user-" + number);
    }

    private UserId userNamed(String user) {
        return new UserId(name() + user);
    }

    /// A client's clock: out of order, and often the same to the microsecond.
    private String time() {
        return begin.plusSeconds(random.nextInt(60))
                .plus(random.nextInt(4), ChronoUnit.MICROS)
                .toString();
    }

    private static Instant receivedAt() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
