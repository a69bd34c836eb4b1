package dev.tidemark.writer.liveness;

import dev.tidemark.access.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// When a session counts as abandoned, and how that is found out.
@ConfigMapping(prefix = "tidemark.liveness")
public interface LivenessConfig {
    /// Whether this instance takes part. At least one must, or sessions stay open and nothing is counted.
    @WithDefault("true")
    boolean enabled();

    /// How long a session may be silent that has sent more than its start.
    @WithDefault("15m")
    Duration silence();

    /// How long one may be that has sent nothing but its start: its client may send no heartbeats at all.
    @WithDefault("8h")
    Duration silenceAfterStart();

    /// While this instance's lanes are further behind than this, nothing is given up: what was heard may not be written
    /// yet.
    @WithDefault("30s")
    Duration behind();

    /// Where its state is kept. It is restored from Kafka when it is lost; kept, a restart is quicker. Instances on
    /// one machine need one each.
    @WithDefault("${java.io.tmpdir}/tidemark-writer-${quarkus.http.port}")
    Path stateDir();

    /// Threads of this instance. More than there are partitions stand idle.
    @WithDefault("1")
    int threads();

    /// How many other instances keep a copy of each state, to take over at once.
    @WithDefault("0")
    @Bounds(min = 0)
    int standbyReplicas();
}
