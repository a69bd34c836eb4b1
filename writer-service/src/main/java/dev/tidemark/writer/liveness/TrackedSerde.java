package dev.tidemark.writer.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.BytewiseOrder;
import dev.tidemark.common.merge.End;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// How a [Tracked] is kept: a version of the form in one byte, then its parts in their order, times as microseconds.
final class TrackedSerde {
    /// A later form gets another number, and this one goes on being read.
    private static final byte FORM = 1;

    private static final long NO_TIME = Long.MIN_VALUE;

    private TrackedSerde() {}

    static Serde<Tracked> serde() {
        Serializer<Tracked> serializer = (_, tracked) -> tracked == null ? null : write(tracked);
        Deserializer<Tracked> deserializer = (_, bytes) -> bytes == null ? null : read(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static byte[] write(Tracked tracked) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        SessionState state = tracked.state();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            writeTime(out, state.startedAt());
            writeTime(out, state.firstSeenAt());
            writeTime(out, state.lastSeenAt());
            writeTime(out, state.lastReceivedAt());
            writeTime(out, state.expiredAtReceived());
            out.writeBoolean(state.heardMore());
            writeTime(out, state.end() == null ? null : state.end().endedAt());
            if (state.end() != null) {
                writeVersion(out, state.end().version());
            }
            out.writeByte(state.attributes().byName().size());
            for (Map.Entry<String, Version> attribute :
                    state.attributes().byName().entrySet()) {
                writeText(out, attribute.getKey());
                writeVersion(out, attribute.getValue());
            }
            out.writeBoolean(tracked.cut() != null);
            if (tracked.cut() != null) {
                writeText(out, tracked.cut());
            }
            writeTime(out, tracked.due());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written to", impossible);
        }
        return bytes.toByteArray();
    }

    private static Tracked read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte form = in.readByte();
            if (form != FORM) {
                throw new IllegalStateException(
                        "a session is kept in form " + form + ", which this version does not know");
            }
            Instant startedAt = readTime(in);
            Instant firstSeenAt = readTime(in);
            Instant lastSeenAt = readTime(in);
            Instant lastReceivedAt = readTime(in);
            Instant expiredAtReceived = readTime(in);
            boolean heardMore = in.readBoolean();
            Instant endedAt = readTime(in);
            End end = endedAt == null ? null : new End(endedAt, readVersion(in));
            SortedMap<String, Version> attributes = new TreeMap<>(BytewiseOrder.BYTEWISE);
            for (int left = in.readByte(); left > 0; left--) {
                String name = readText(in);
                attributes.put(name, readVersion(in));
            }
            SessionState state = new SessionState(
                    startedAt,
                    firstSeenAt,
                    lastSeenAt,
                    lastReceivedAt,
                    end,
                    expiredAtReceived,
                    heardMore,
                    attributes.isEmpty() ? Registers.NONE : new Registers(attributes));
            String cut = in.readBoolean() ? readText(in) : null;
            return new Tracked(state, cut, readTime(in));
        } catch (IOException cutOff) {
            throw new UncheckedIOException("a session is kept in fewer bytes than it has", cutOff);
        }
    }

    private static void writeVersion(DataOutputStream out, Version version) throws IOException {
        writeTime(out, version.occurredAt());
        writeText(out, version.event().value());
        writeText(out, version.value());
    }

    private static Version readVersion(DataInputStream in) throws IOException {
        return new Version(EventTime.ofMicros(in.readLong()), new EventId(readText(in)), readText(in));
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(in.readInt());
        return new String(bytes, UTF_8);
    }

    private static void writeTime(DataOutputStream out, @Nullable Instant time) throws IOException {
        out.writeLong(time == null ? NO_TIME : EventTime.toMicros(time));
    }

    private static @Nullable Instant readTime(DataInputStream in) throws IOException {
        long micros = in.readLong();
        return micros == NO_TIME ? null : EventTime.ofMicros(micros);
    }
}
