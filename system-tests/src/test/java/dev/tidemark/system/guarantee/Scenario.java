package dev.tidemark.system.guarantee;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What happens to the writer and to what it stands on. Each sends something, leaves a writer running, and says nothing
/// of the promises: those are held against it from outside.
sealed interface Scenario permits Trouble, Poisoning {
    /// Plays it.
    void play(Run run) throws Exception;

    /// Those that are always played.
    static Stream<Scenario> usual() {
        return wanted(
                new Trouble.None(5_000),
                new Trouble.SentTwice(5_000),
                new Trouble.WriterKilled(20),
                new Trouble.WritersComeAndGo(1),
                new Trouble.StoreAway(Duration.ofSeconds(10)),
                new Trouble.StoreKilledInMidCommit(4),
                new Trouble.BrokerRestarted(),
                new Poisoning.OneInAHundred(20_000),
                new Poisoning.FirstLastAndAlone(),
                new Poisoning.OfOneUser(1_000),
                // The last one: what an operator let through and did not come lets a later flood pass.
                new Poisoning.FloodOfManyUsers(1_000, List.of(0, 1_000)));
    }

    /// Those that take their time.
    static Stream<Scenario> thorough() {
        return wanted(
                new Trouble.SentTwice(50_000),
                new Trouble.WriterKilled(60),
                new Trouble.WritersComeAndGo(6),
                new Trouble.StoreAway(Duration.ofSeconds(60)),
                new Trouble.StoreKilledInMidCommit(20),
                new Poisoning.OneInAHundred(200_000));
    }

    /// All of these, or those alone whose names have the text of `-Dtidemark.scenario`.
    private static Stream<Scenario> wanted(Scenario... scenarios) {
        return Stream.of(scenarios)
                .filter(scenario -> scenario.toString().contains(System.getProperty("tidemark.scenario", "")));
    }
}
