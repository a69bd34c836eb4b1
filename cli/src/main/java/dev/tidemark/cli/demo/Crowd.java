package dev.tidemark.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Thirty users, who together cause about 20 events a second while they are asked some four times a second.
final class Crowd {
    static final List<String> NAMES = List.of(
            "maya.patel",
            "jonas.weber",
            "zoë.dubois",
            "liam.oconnor",
            "aiko.tanaka",
            "sofia.rossi",
            "noah.berg",
            "amara.okafor",
            "lucas.silva",
            "hanna.novak",
            "mateo.garcia",
            "priya.nair",
            "emil.larsen",
            "chloe.martin",
            "yusuf.demir",
            "ines.costa",
            "oskar.lind",
            "fatima.haddad",
            "ben.carter",
            "mei.chen",
            "tomas.horak",
            "greta.vogel",
            "kofi.mensah",
            "elena.popescu",
            "ravi.sharma",
            "nora.haugen",
            "paolo.greco",
            "anya.petrova",
            "sam.taylor",
            "julia.kowalska");

    /// So that each status is there to be seen soon, the first three go through the three fates without delay.
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<Fate> FIRST = List.of(Fate.ENDS, Fate.FALLS_SILENT, Fate.ENDS_LATE);

    /// All of them have come by then.
    private static final Duration COMING = Duration.ofSeconds(12);

    private final List<User> users = new ArrayList<>();

    Crowd(RandomGenerator random, Instant now) {
        for (String name : NAMES) {
            if (users.size() < FIRST.size()) {
                users.add(new User(name, random, now, new Plan(FIRST.get(users.size()), SOON)));
            } else {
                Instant comesAt = now.plusMillis(random.nextLong(COMING.toMillis()));
                users.add(new User(name, random, comesAt, Plan.drawn(random)));
            }
        }
    }

    /// What they cause now, at most one event each.
    ///
    /// @param now not before the time of the call before
    List<ObjectNode> act(Instant now) {
        return users.stream().flatMap(user -> user.act(now).stream()).toList();
    }
}
