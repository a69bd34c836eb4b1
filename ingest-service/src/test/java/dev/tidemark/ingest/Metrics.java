package dev.tidemark.ingest;

import static io.restassured.RestAssured.given;

import org.eclipse.microprofile.config.ConfigProvider;

/// What the service under test says of itself.
final class Metrics {
    private Metrics() {}

    /// The sum of all series whose name begins so; 0 when there is none.
    static double value(String name) {
        return given().get("http://localhost:"
                        + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class)
                        + "/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
