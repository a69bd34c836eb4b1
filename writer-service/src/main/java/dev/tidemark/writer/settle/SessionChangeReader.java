package dev.tidemark.writer.settle;

import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.merge.End;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Version;
import dev.tidemark.writer.batch.Batch.SessionKey;
import dev.tidemark.writer.store.RegistersJson;
import dev.tidemark.writer.store.SessionRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of a [SessionChange], member by member.
final class SessionChangeReader {
    private static final String NONE = "{}";

    private final Map<String, JsonValue> members;

    private SessionChangeReader(JsonReader object) throws MalformedJsonException {
        members = new HashMap<>();
        object.enterObject();
        while (object.nextMember()) {
            members.put(object.name(), object.value());
        }
    }

    static SessionRow read(SessionKey key, byte[] value) throws MalformedJsonException {
        JsonReader whole = new JsonReader(value, Integer.MAX_VALUE);
        SessionChangeReader change = new SessionChangeReader(whole);
        whole.requireEnd();
        return new SessionRow(
                key,
                change.bare(),
                new RegistersJson(change.json("attributes", NONE), change.json("attribute_versions", NONE)));
    }

    private SessionState bare() throws MalformedJsonException {
        return new SessionState(
                time("started_at"),
                time("first_seen_at"),
                time("last_seen_at"),
                time("last_received_at"),
                end(),
                time("expired_at_received"),
                required("heard_more", Kind.BOOLEAN).literal().equals("true"),
                Registers.NONE);
    }

    private @Nullable End end() throws MalformedJsonException {
        if (!members.containsKey("end")) {
            return null;
        }
        SessionChangeReader end =
                new SessionChangeReader(required("end", Kind.OBJECT).reader());
        return new End(
                end.requiredTime("ended_at"),
                new Version(
                        end.requiredTime("occurred_at"),
                        new EventId(end.required("event_id", Kind.TEXT).text()),
                        end.json("value", NONE)));
    }

    private @Nullable Instant time(String name) {
        return members.containsKey(name) ? requiredTime(name) : null;
    }

    private Instant requiredTime(String name) {
        Instant time =
                EventTime.ofMicros(Long.parseLong(required(name, Kind.NUMBER).literal()));
        if (time.isBefore(Instant.EPOCH) || time.isAfter(EventTime.LATEST)) {
            throw new IllegalArgumentException(name + " is no time between 1970 and 2106");
        }
        return time;
    }

    private String json(String name, String otherwise) {
        return members.containsKey(name) ? required(name, Kind.OBJECT).canonical(Integer.MAX_VALUE) : otherwise;
    }

    private JsonValue required(String name, Kind kind) {
        JsonValue value = members.get(name);
        if (value == null || value.kind() != kind) {
            throw new IllegalArgumentException(name + " is missing or of another kind");
        }
        return value;
    }
}
