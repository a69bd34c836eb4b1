package dev.tidemark.system.guarantee;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every promise against every scenario, on the packaged writer, a real broker and a real PostgreSQL.
@Tag("containers")
class GuaranteesTest {
    private static final long SEED = Long.getLong("tidemark.seed", System.nanoTime());

    private static @Nullable Servers servers;
    private static int runs;

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.tidemark.system.guarantee.Scenario#usual")
    void everyGuaranteeHolds(Scenario scenario) throws Exception {
        holdAll(scenario);
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.tidemark.system.guarantee.Scenario#thorough")
    void everyGuaranteeHoldsForLonger(Scenario scenario) throws Exception {
        holdAll(scenario);
    }

    private static void holdAll(Scenario scenario) throws Exception {
        System.out.println(scenario + ", -Dtidemark.seed=" + SEED);
        List<Guarantee> guarantees = Guarantee.all();
        boolean held = false;
        try (Run run = new Run(servers(), "run-" + ++runs, SEED)) {
            scenario.play(run);
            guarantees.forEach(guarantee -> guarantee.watch(run));
            run.awaitSettled();
            assertAll(
                    scenario + ", -Dtidemark.seed=" + SEED,
                    guarantees.stream().map(guarantee -> checked(guarantee, run)));
            held = true;
        } finally {
            if (!held) {
                stopServers(); // so that what this one left behind does not fail the next
            }
        }
    }

    private static Executable checked(Guarantee guarantee, Run run) {
        return () -> guarantee.check(run);
    }

    private static Servers servers() {
        Servers running = servers;
        if (running == null) {
            running = Servers.start();
            servers = running;
        }
        return running;
    }

    @AfterAll
    static void stopServers() {
        if (servers != null) {
            servers.close();
            servers = null;
        }
    }
}
