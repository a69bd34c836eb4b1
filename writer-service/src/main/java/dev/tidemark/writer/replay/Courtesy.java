package dev.tidemark.writer.replay;

import dev.tidemark.writer.Lanes;
import dev.tidemark.writer.kafka.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Live session starts and ends come first: replays wait while these have to. It is as far as this instance sees, and
/// all instances share the store that makes them wait.
@ApplicationScoped
class Courtesy {
    /// Half of what an express event may take from its request to its row.
    private static final Duration BOUND = Duration.ofMillis(250);

    /// More of them are not to wait to be read, also where a replay put them there: live ones come after these.
    private static final int MOST_WAITING = 500;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Lanes lanes;

    Courtesy(Lanes lanes) {
        this.lanes = lanes;
    }

    /// Waits while live starts and ends have to, at most until the end of a slice.
    ///
    /// @return whether they do not
    boolean await(Slice slice) throws InterruptedException {
        while (slice.isTime()) {
            if (!lanes.isSlow(Source.EXPRESS, BOUND, MOST_WAITING)) {
                return true;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        return false;
    }
}
