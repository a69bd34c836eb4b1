package dev.tidemark.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.tidemark.cli.demo.Watched.Seen;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrowdTest {
    /// After such a silence a demo's sessions are given up.
    private static final Duration SILENCE = Duration.ofSeconds(60);

    @Test
    void thirtyUsersSendAboutTwentyEventsASecond() {
        Watched crowd = Watched.during(Duration.ofMinutes(10));

        assertThat(crowd.seen().size() / 600.0).as("seed %d", crowd.seed()).isCloseTo(20, offset(2.0));
        assertThat(crowd.seen().stream().map(seen -> seen.event().path("user").asText()))
                .hasSameElementsAs(Crowd.NAMES);
        assertThat(Crowd.NAMES).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void everyEventIsOneThatTheServicesReadAndHasAnIdOfItsOwn() {
        Watched crowd = Watched.during(Duration.ofMinutes(10));

        Set<EventType> types = new HashSet<>();
        for (Seen seen : crowd.seen()) {
            Decoded decoded = EventReader.read(seen.event().toString().getBytes(UTF_8));
            assertThat(decoded).as("seed %d", crowd.seed()).isInstanceOf(Decoded.Valid.class);
            Event event = ((Decoded.Valid) decoded).event();
            assertThat(event.fieldAfter(seen.at()))
                    .as("seed %d, %s", crowd.seed(), seen)
                    .isEmpty();
            types.add(event.type());
        }
        assertThat(types).containsExactlyInAnyOrder(clientsTypes());
        assertThat(crowd.seen().stream()
                        .map(seen -> seen.event().path("user").asText()
                                + ' '
                                + seen.event().path("id").asText()))
                .doesNotHaveDuplicates();
    }

    @Test
    void ofTenSessionsSevenEndTwoAreGivenUpAndOneEndsAfterThat() {
        Watched crowd = Watched.during(Duration.ofHours(3));

        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        Collection<List<Seen>> sessions = sessions(crowd);
        // those that begin in the last minutes may not have met their fate
        List<List<Seen>> settled = sessions.stream()
                .filter(session -> session.getFirst().at().isBefore(Watched.BEGIN.plus(Duration.ofMinutes(175))))
                .toList();
        settled.forEach(session -> fates.merge(fate(session), 1L, Long::sum));
        double all = settled.size();
        assertThat(fates.getOrDefault(Fate.ENDS, 0L) / all)
                .as("seed %d", crowd.seed())
                .isCloseTo(0.7, offset(0.04));
        assertThat(fates.getOrDefault(Fate.FALLS_SILENT, 0L) / all)
                .as("seed %d", crowd.seed())
                .isCloseTo(0.2, offset(0.04));
        assertThat(fates.getOrDefault(Fate.ENDS_LATE, 0L) / all)
                .as("seed %d", crowd.seed())
                .isCloseTo(0.1, offset(0.04));
    }

    @Test
    void withinTwoMinutesSessionsOfEveryFateHaveMetIt() {
        Watched crowd = Watched.during(Duration.ofMinutes(2));

        // Three do so at once, whatever the seed; the silence of the others may still end.
        List<Fate> first = sessions(crowd).stream()
                .filter(session -> session.getLast().type().equals("session.ended")
                        || session.getLast().at().isBefore(Watched.BEGIN.plusSeconds(15)))
                .filter(session -> session.getFirst().at().equals(Watched.BEGIN))
                .map(CrowdTest::fate)
                .toList();
        assertThat(first).as("seed %d", crowd.seed()).contains(Fate.values());
    }

    @Test
    void anEndThatIsToldLateTellsWhenItWas() {
        Watched crowd = Watched.during(Duration.ofMinutes(30));

        for (List<Seen> session : sessions(crowd)) {
            if (session.getLast().type().equals("session.ended")) {
                Instant start = time(session.getFirst());
                Instant end = time(session.getLast());
                assertThat(session.getLast()
                                .event()
                                .at("/data/duration_seconds")
                                .asLong())
                        .as("seed %d, %s", crowd.seed(), session.getLast())
                        .isEqualTo(Duration.between(start, end).toSeconds())
                        .isBetween(5L, 151L);
            }
        }
    }

    @Test
    void whoWasNotAskedForLongCatchesUpWithNothing() {
        Crowd crowd = new Crowd(new Random(1), Watched.BEGIN);
        for (int second = 0; second < 60; second++) {
            crowd.act(Watched.BEGIN.plusSeconds(second));
        }

        Instant muchLater = Watched.BEGIN.plus(Duration.ofHours(8));

        assertThat(crowd.act(muchLater)).hasSizeLessThanOrEqualTo(30);
        assertThat(crowd.act(muchLater)).isEmpty();
    }

    @Test
    void theSameSeedIsTheSameCrowd() {
        Watched crowd = Watched.during(Duration.ofMinutes(1));

        assertThat(Watched.during(Duration.ofMinutes(1), crowd.seed())).isEqualTo(crowd);
    }

    private static Fate fate(List<Seen> session) {
        Seen last = session.getLast();
        if (!last.type().equals("session.ended")) {
            return Fate.FALLS_SILENT;
        }
        Instant before = session.get(session.size() - 2).at();
        return before.plus(SILENCE).isBefore(last.at()) ? Fate.ENDS_LATE : Fate.ENDS;
    }

    private static Collection<List<Seen>> sessions(Watched crowd) {
        return crowd.seen().stream()
                .collect(Collectors.groupingBy(Seen::session))
                .values();
    }

    private static Instant time(Seen seen) {
        return Instant.parse(seen.event().path("occurred_at").asText());
    }

    private static EventType[] clientsTypes() {
        return Stream.of(EventType.values())
                .filter(type -> type != EventType.SESSION_EXPIRED)
                .toArray(EventType[]::new);
    }
}
