package dev.tidemark.bench.liveness;

import dev.tidemark.bench.writer.WriterRig;
import java.time.Duration;

/// A way in which the writer goes away.
enum Downtime {
    /// It leaves its group and closes its state.
    STOPPED("stopped in good order", Duration.ofSeconds(5)) {
        @Override
        void begin(WriterRig rig) {
            rig.writerServer().stop();
        }
    },
    /// As if the power had gone.
    KILLED("killed, what is on disk is kept", Duration.ofMillis(500)) {
        @Override
        void begin(WriterRig rig) {
            rig.writerServer().kill();
        }
    },
    /// The same, and the disk is lost.
    WIPED("killed, what is on disk is lost", Duration.ofMillis(500)) {
        @Override
        void begin(WriterRig rig) {
            rig.writerServer().kill();
            rig.state().delete();
        }
    };

    private final String description;
    private final Duration atMost;

    Downtime(String description, Duration atMost) {
        this.description = description;
        this.atMost = atMost;
    }

    String description() {
        return description;
    }

    /// How long going away usually takes, at most.
    Duration atMost() {
        return atMost;
    }

    /// It goes away.
    abstract void begin(WriterRig rig);
}
