package dev.tidemark.access.config;

import java.util.Locale;

/// Why a service cannot work as it is configured.
///
/// @param variable the environment variable that is wrong, or missing
/// @param why      what is wrong with it, going on from its name; never with a value that could be secret
/// @param example  a line that would do
public record Fault(String variable, String why, String example) {
    /// A fault of a property.
    ///
    /// @param example a value that would do
    public static Fault of(String property, String why, String example) {
        return new Fault(variable(property), why, variable(property) + "=" + example);
    }

    /// The environment variable of a property: `TIDEMARK_KAFKA_MAX_BLOCK` of `tidemark.kafka.max-block`.
    ///
    /// @see <a href="https://quarkus.io/guides/config-reference#environment-variables">Quarkus: environment
    /// variables</a>
    public static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return variable + " " + why + "\n    for example: " + example;
    }
}
