package dev.tidemark.access.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Environment variables that a service is started with.
///
/// @param variables their values by name
public record Environment(Map<String, String> variables) {
    private static final int ORDINAL = 300;

    /// The same, but with this one.
    public Environment with(String variable, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(variable, value);
        return new Environment(more);
    }

    /// The same, but without this one.
    public Environment without(String variable) {
        Map<String, String> fewer = new HashMap<>(variables);
        fewer.remove(variable);
        return new Environment(fewer);
    }

    /// What a service would say if it were started with them.
    public List<Fault> refusals(Configuration configuration) {
        return configuration.faults(() -> new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withDefaultValues(Map.of("java.io.tmpdir", "/tmp", "quarkus.http.port", "8080"))
                .withSources(new EnvConfigSource(variables, ORDINAL)));
    }
}
