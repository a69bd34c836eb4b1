package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.system.k8s.Overlay.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How a pod begins, is watched, and ends.
class LifecycleTest {
    static Stream<Pod> services() {
        return Overlay.systems().flatMap(Overlay::services);
    }

    @Test
    void portsAreThoseThatTheServicesListenOn() {
        ServiceSettings writer = ServiceSettings.of("writer");

        assertThat(services().filter(pod -> pod.name().equals("writer"))).allSatisfy(pod -> {
            assertThat(pod.port("http")).isEqualTo(Integer.parseInt(writer.packaged("quarkus.http.port")));
            assertThat(pod.port("management")).isEqualTo(Integer.parseInt(writer.packaged("quarkus.management.port")));
        });
        assertThat(services().filter(pod -> pod.name().equals("ingest"))).allSatisfy(pod -> {
            assertThat(pod.port("http")).isEqualTo(8080); // as Quarkus has them
            assertThat(pod.port("management")).isEqualTo(9000);
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void probesAskTheManagementPort(Pod pod) {
        assertThat(path(pod.container().getStartupProbe())).isEqualTo("/q/health/live");
        assertThat(path(pod.container().getLivenessProbe())).isEqualTo("/q/health/live");
        assertThat(path(pod.container().getReadinessProbe())).isEqualTo("/q/health/ready");
    }

    private static String path(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        return probe.getHttpGet().getPath();
    }

    /// Readiness asks Kafka for two seconds, the writer's a connection of the store for five.
    @ParameterizedTest
    @MethodSource("services")
    void probesWaitForAsLongAsAnAnswerMayTake(Pod pod) {
        int seconds = pod.name().equals("writer") ? 10 : 5;

        assertThat(pod.container().getReadinessProbe().getTimeoutSeconds()).isGreaterThanOrEqualTo(seconds);
        assertThat(pod.container().getLivenessProbe().getTimeoutSeconds()).isGreaterThanOrEqualTo(5);
    }

    /// Half a minute to find the store, and then the migrations.
    @ParameterizedTest
    @MethodSource("services")
    void aStartMayTakeItsTime(Pod pod) {
        Probe probe = pod.container().getStartupProbe();
        int patience = probe.getPeriodSeconds() * probe.getFailureThreshold();

        assertThat(patience).isGreaterThanOrEqualTo(pod.name().equals("writer") ? 600 : 120);
        assertThat(Overlay.production()
                        .one(Deployment.class, "writer")
                        .getSpec()
                        .getProgressDeadlineSeconds())
                .isGreaterThan(600);
    }

    @Test
    void ingestIsNotKilledBeforeItHasAnsweredAll() {
        ServiceSettings settings = ServiceSettings.of("ingest");
        Duration request = duration(settings.preset("tidemark.kafka.request"));

        assertThat(services().filter(pod -> pod.name().equals("ingest"))).allSatisfy(pod -> assertThat(grace(pod))
                .isGreaterThan(duration(pod.env("QUARKUS_SHUTDOWN_DELAY"))
                        .plus(duration(settings.packaged("quarkus.shutdown.timeout")))
                        .plus(request.multipliedBy(2))));
    }

    /// A statement may hang until its timeout; then the groups are left.
    @Test
    void theWriterIsNotKilledBeforeItsBatchEnds() {
        String options =
                ServiceSettings.of("writer").packaged("quarkus.datasource.jdbc.additional-jdbc-properties.options");
        Duration statement = duration(first("statement_timeout=(\\w+)", options));
        Duration draining = Duration.ofSeconds(12);

        assertThat(services().filter(pod -> pod.name().equals("writer"))).allSatisfy(pod -> {
            long before = pod.container().getLifecycle().getPreStop().getSleep().getSeconds();
            assertThat(before).isGreaterThanOrEqualTo(5);
            assertThat(grace(pod)).isGreaterThan(statement.plus(draining).plusSeconds(before));
        });
    }

    @Test
    void aRolloutKeepsEverybodyThere() {
        assertThat(Stream.of("ingest", "writer").map(name -> Overlay.production()
                        .one(Deployment.class, name)
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()))
                .allSatisfy(update -> {
                    assertThat(update.getMaxUnavailable().getIntVal()).isZero();
                    assertThat(update.getMaxSurge().getIntVal()).isEqualTo(1);
                });
    }

    /// Heap, code and buffers by the flags of the image; RocksDB in the writer; and 128 MiB for classes, stacks and the
    /// rest.
    @ParameterizedTest
    @MethodSource("services")
    void theLimitHasRoomForWhatTheJvmMayTake(Pod pod) throws IOException {
        String flags = Files.readString(flags());
        long jvm = megabytes("-Xmx", flags)
                + megabytes("-XX:ReservedCodeCacheSize=", flags)
                + megabytes("-XX:MaxDirectMemorySize=", flags);
        long rocks = pod.name().equals("writer") ? 48 : 0;

        assertThat(mebibytes(pod.container().getResources().getLimits())).isGreaterThanOrEqualTo(jvm + rocks + 128);
        assertThat(mebibytes(pod.container().getResources().getRequests())).isGreaterThanOrEqualTo(jvm);
    }

    private static Path flags() {
        return Installation.find().root().resolve("images/jvm.options");
    }

    private static long megabytes(String flag, String flags) {
        return Long.parseLong(first(Pattern.quote(flag) + "(\\d+)m", flags));
    }

    private static long mebibytes(Map<String, Quantity> resources) {
        Quantity memory = Objects.requireNonNull(resources.get("memory"));
        return memory.getNumericalAmount().longValueExact() >> 20;
    }

    private static Duration grace(Pod pod) {
        return Duration.ofSeconds(pod.spec().getTerminationGracePeriodSeconds());
    }

    /// All are in whole seconds.
    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
