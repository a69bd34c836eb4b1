package dev.tidemark.bench.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.LongAdder;

/// Reads one live stream.
final class Subscriber implements Flow.Subscriber<List<ByteBuffer>> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final Moments moments;
    private final boolean watches;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private volatile boolean begun;
    private volatile boolean ended;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder views = new LongAdder();

    /// @param watches whether it looks at what it reads
    Subscriber(Moments moments, boolean watches) {
        this.moments = moments;
        this.watches = watches;
    }

    boolean watches() {
        return watches;
    }

    /// Whether anything has come yet.
    boolean hasBegun() {
        return begun;
    }

    /// Whether there will be no more.
    boolean hasEnded() {
        return ended;
    }

    /// How many bytes have come.
    long bytes() {
        return bytes.sum();
    }

    /// How many views have come; 0 when it does not look.
    long views() {
        return views.sum();
    }

    /// When a session was first shown as completed, in microseconds since 1970; nothing when it does not look.
    Map<String, Long> seen() {
        return seen;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> read) {
        for (ByteBuffer buffer : read) {
            bytes.add(buffer.remaining());
            if (watches) {
                lines(buffer);
            }
        }
        begun = true;
    }

    @Override
    public void onError(Throwable broken) {
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    /// No more comes.
    void end() {
        ended = true;
    }

    private void lines(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            if (next == '\n') {
                line(line.toByteArray());
                line.reset();
            } else {
                line.write(next);
            }
        }
    }

    /// Of an event the data is one line, which is a view; what else there is has no news.
    private void line(byte[] text) {
        if (text.length <= DATA.length || !startsWithData(text)) {
            return;
        }
        long now = moments.at(System.nanoTime());
        for (JsonNode session : view(text).path("sessions")) {
            if ("completed".equals(session.path("status").textValue())) {
                seen.putIfAbsent(session.path("session_id").asText(), now);
            }
        }
        views.increment();
    }

    private static boolean startsWithData(byte[] text) {
        for (int i = 0; i < DATA.length; i++) {
            if (text[i] != DATA[i]) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode view(byte[] text) {
        try {
            return JSON.readTree(text, DATA.length, text.length - DATA.length);
        } catch (IOException notOurs) {
            throw new IllegalStateException("the live stream has a view that is no JSON", notOurs);
        }
    }
}
