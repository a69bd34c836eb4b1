package dev.tidemark.ingest.limits;

import dev.tidemark.access.config.Fault;
import dev.tidemark.access.config.Setting;
import io.quarkus.runtime.Startup;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The limits as they are now. They follow their file while the service runs; a file that cannot be understood changes
/// nothing and is complained about once.
@Startup
@ApplicationScoped
public class Limits {
    private static final Logger LOG = Logger.getLogger(Limits.class);
    private static final long LOOK_EVERY_MS = 2_000;
    private static final int OVER_ALL_OTHER_SOURCES = 1_000;

    private final @Nullable Path file;
    private final @Nullable ScheduledExecutorService looking;
    private volatile LimitsConfig current;
    private String seen = "";

    Limits(LimitsConfig initial) {
        this.current = initial;
        this.file = initial.file().map(Path::of).orElse(null);
        look();
        this.looking = file == null
                ? null
                : Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("limits").daemon().factory());
        if (looking != null) {
            var _ = looking.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    /// How large a body may be.
    public LimitsConfig.Body body() {
        return current.body();
    }

    /// How often, and how much in a time.
    public LimitsConfig.Rates rate() {
        return current.rate();
    }

    /// Reads the file if it is another than when it was last read.
    private void look() {
        try {
            String text = file != null && Files.exists(file) ? Files.readString(file) : "";
            if (!text.equals(seen)) {
                seen = text;
                current = parse(text);
                LOG.infof("limits now as in %s", file);
            }
        } catch (IOException | RuntimeException unusable) {
            LOG.warnf("limits stay as they are: %s cannot be used: %s", file, unusable.getMessage());
        }
    }

    private static LimitsConfig parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> values = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            values.put(name, properties.getProperty(name).strip());
        }
        List<Fault> faults = Setting.faults(LimitsConfig.class, sources(values).build());
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.getFirst().toString());
        }
        return sources(values)
                .withMapping(LimitsConfig.class)
                .withMappingIgnore("**")
                .build()
                .getConfigMapping(LimitsConfig.class);
    }

    private static SmallRyeConfigBuilder sources(Map<String, String> values) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(values, "limits file", OVER_ALL_OTHER_SOURCES));
        ConfigProvider.getConfig().getConfigSources().forEach(builder::withSources);
        return builder;
    }

    @PreDestroy
    void close() {
        if (looking != null) {
            looking.shutdownNow();
        }
    }
}
