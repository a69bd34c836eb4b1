package dev.tidemark.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.Progress;
import dev.tidemark.bench.Spread;
import dev.tidemark.bench.ingest.IngestReport.BatchRound;
import dev.tidemark.bench.ingest.IngestReport.Batches;
import dev.tidemark.bench.ingest.IngestReport.Conditions;
import dev.tidemark.bench.ingest.IngestReport.LatencyMillis;
import dev.tidemark.bench.ingest.IngestReport.Sample;
import dev.tidemark.bench.ingest.IngestReport.SingleRound;
import dev.tidemark.bench.ingest.IngestReport.Singles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The whole measurement: warm up, then batches alternating with the ceiling, then single events, then the soak.
///
/// @param run      how long each run takes
/// @param rounds   how many of each kind are reported
/// @param soak     how many events to watch the memory over; none when 0
/// @param progress is told what is going on
record IngestBenchmark(Duration run, int rounds, long soak, Progress progress) {
    private static final int BATCH_CONNECTIONS = 5;
    private static final int BATCH_EVENTS = 1_000;
    private static final int BATCHES_PER_CLIENT = 4;
    private static final int SINGLE_CONNECTIONS = 50;
    private static final int SINGLES_PER_CLIENT = 20;
    private static final int LEAST_WARM_UPS = 3;
    private static final int MOST_WARM_UPS = 10;
    private static final double NO_FASTER = 1.05;
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(5);
    private static final Pace FAST = new Pace.AsFastAsAnswered();

    IngestReport measure() throws IOException {
        List<String> events = Stream.generate(new SampleEvents(1)::next)
                .limit((long) BATCH_CONNECTIONS * BATCHES_PER_CLIENT * BATCH_EVENTS)
                .toList();
        progress.tell("starting a fresh broker and the service");
        try (Rig rig = Rig.start()) {
            Batches batches = batches(rig, events);
            Singles singles = singles(rig);
            return new IngestReport(conditions(events), batches, singles, soak > 0 ? soak(rig) : List.of());
        }
    }

    private Batches batches(Rig rig, List<String> events) throws IOException {
        List<Client> clients = rig.clients("batch", BATCH_CONNECTIONS, BATCHES_PER_CLIENT, BATCH_EVENTS);
        try (Ceiling ofSize = warmCeiling(rig, events);
                Ceiling ofEvents = Ceiling.ofEvents(rig.bootstrapServers(), events)) {
            Load load = warm(new Load(clients), "batches");
            List<BatchRound> measured = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                BatchRound result = round(rig, load, ofSize, ofEvents);
                measured.add(result);
                progress.tell(
                        "batches %d/%d: ours %,.0f events/s, ceiling %,.0f, ratio %.2f",
                        round, rounds, result.ours(), result.ceiling().perSecond(), result.ratio());
            }
            return Batches.of(measured, rig.memory());
        } finally {
            close(clients);
        }
    }

    private BatchRound round(Rig rig, Load load, Ceiling ofSize, Ceiling ofEvents) throws IOException {
        CpuTime before = rig.cpu();
        Load.Result ours = load.run(FAST, run);
        CpuTime.Shares cpu = rig.cpu().since(before, ours.seconds());
        return new BatchRound(ours.eventsPerSecond(), LatencyMillis.of(ours), cpu, ofSize.run(run), ofEvents.run(run));
    }

    private Ceiling warmCeiling(Rig rig, List<String> events) throws IOException {
        progress.tell("warming up the broker with ProducerPerformance");
        return Ceiling.ofSize(rig.bootstrapServers(), averageBytes(events));
    }

    private Singles singles(Rig rig) throws IOException {
        List<Client> clients = rig.clients("single", SINGLE_CONNECTIONS, SINGLES_PER_CLIENT, 1);
        try {
            Load load = warm(new Load(clients), "single events");
            List<SingleRound> fullSpeed = singles(rig, load, FAST, "at full speed");
            Spread perSecond =
                    Spread.of(fullSpeed.stream().map(SingleRound::perSecond).toList());
            double half = perSecond.median() / 2;
            List<SingleRound> halfSpeed =
                    singles(rig, load, Pace.Steady.of(half, SINGLE_CONNECTIONS), "at half that speed");
            return Singles.of(perSecond, half, fullSpeed, halfSpeed, rig.memory());
        } finally {
            close(clients);
        }
    }

    private List<SingleRound> singles(Rig rig, Load load, Pace pace, String how) throws IOException {
        List<SingleRound> measured = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            CpuTime before = rig.cpu();
            Load.Result result = load.run(pace, run);
            LatencyMillis latency = LatencyMillis.of(result);
            measured.add(new SingleRound(
                    result.requestsPerSecond(), latency, rig.cpu().since(before, result.seconds())));
            progress.tell(
                    "single events %s %d/%d: %,.0f requests/s, p50 %.2f ms, p99 %.2f ms",
                    how, round, rounds, result.requestsPerSecond(), latency.p50(), latency.p99());
        }
        return measured;
    }

    private List<Sample> soak(Rig rig) throws IOException {
        List<Client> clients = rig.clients("soak", BATCH_CONNECTIONS, BATCHES_PER_CLIENT, BATCH_EVENTS);
        try {
            List<Sample> samples = new ArrayList<>(List.of(new Sample(0, 0, rig.memory())));
            Load load = new Load(clients);
            for (long sent = 0; sent < soak; sent = samples.getLast().events()) {
                Load.Result part = load.run(FAST, BETWEEN_SAMPLES);
                Sample sample = new Sample(sent + part.events(), part.eventsPerSecond(), rig.memory());
                samples.add(sample);
                progress.tell(
                        "soak: %,d of %,d events, resident %,d MB",
                        sample.events(), soak, sample.memory().residentBytes() >> 20);
            }
            return samples;
        } finally {
            close(clients);
        }
    }

    /// Until it gets no faster, within reason.
    private Load warm(Load load, String what) {
        double fastest = 0;
        for (int i = 1; i <= MOST_WARM_UPS; i++) {
            double rate = load.run(FAST, run).eventsPerSecond();
            progress.tell("warming up with %s: %,.0f events/s", what, rate);
            if (i >= LEAST_WARM_UPS && rate < fastest * NO_FASTER) {
                break;
            }
            fastest = Math.max(fastest, rate);
        }
        return load;
    }

    private Conditions conditions(List<String> events) {
        return new Conditions(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                String.join(" ", Rig.HEAP),
                averageBytes(events),
                BATCH_EVENTS,
                BATCH_CONNECTIONS,
                SINGLE_CONNECTIONS,
                run.toMillis() / 1e3,
                rounds);
    }

    private static int averageBytes(List<String> events) {
        return (int) events.stream()
                .mapToInt(event -> event.getBytes(UTF_8).length)
                .average()
                .orElseThrow();
    }

    private static void close(List<Client> clients) throws IOException {
        for (Client client : clients) {
            client.close();
        }
    }
}
