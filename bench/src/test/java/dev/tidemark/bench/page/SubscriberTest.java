package dev.tidemark.bench.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriberTest {
    private static final byte[] STREAM = """
            event:view
            id:1
            data:{"sessions":[{"session_id":"a","status":"in_progress"},{"session_id":"b","status":"completed"}]}

            :ping

            event:view
            data:{"sessions":[{"session_id":"a","status":"completed"},{"session_id":"b","status":"completed"}]}

            """.getBytes(UTF_8);

    @Test
    void endsAreSeenHoweverTheStreamIsCut() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            Subscriber subscriber = new Subscriber(Moments.now(), true);

            read(subscriber, 0, cut);
            read(subscriber, cut, STREAM.length);

            assertThat(subscriber.seen()).as("cut at %d", cut).containsOnlyKeys("a", "b");
            assertThat(subscriber.views()).isEqualTo(2);
            assertThat(subscriber.bytes()).isEqualTo(STREAM.length);
        }
    }

    @Test
    void whatIsShownAgainWasSeenBefore() {
        Subscriber subscriber = new Subscriber(Moments.now(), true);

        read(subscriber, 0, STREAM.length);
        Long first = subscriber.seen().get("b");
        read(subscriber, 0, STREAM.length);

        assertThat(subscriber.seen()).containsEntry("b", first);
    }

    @Test
    void whoDoesNotLookOnlyReads() {
        Subscriber subscriber = new Subscriber(Moments.now(), false);

        read(subscriber, 0, STREAM.length);

        assertThat(subscriber.hasBegun()).isTrue();
        assertThat(subscriber.bytes()).isEqualTo(STREAM.length);
        assertThat(subscriber.seen()).isEmpty();
    }

    private static void read(Subscriber subscriber, int from, int to) {
        subscriber.onNext(List.of(ByteBuffer.wrap(Arrays.copyOfRange(STREAM, from, to))));
    }
}
