package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Deaths of one failure and type, as the topic alone knows them.
///
/// @param deaths how many; a letter may die more than once
/// @param detail of one of them
record TopicGroup(String failure, String type, String detail, long deaths, Instant first, Instant last) {
    /// All groups, the one with the last death first.
    static List<TopicGroup> in(DeadLetterTopic topic) {
        Map<List<String>, TopicGroup> groups = new HashMap<>();
        topic.read(letter -> {
            TopicGroup group = of(letter);
            groups.merge(List.of(group.failure, group.type), group, TopicGroup::and);
        });
        return groups.values().stream()
                .sorted(Comparator.comparing(TopicGroup::last).reversed())
                .toList();
    }

    /// As the API has groups, with `deaths` in place of letters and without a fingerprint.
    ObjectNode json() {
        return Api.JSON
                .createObjectNode()
                .put("failure", failure)
                .put("type", type)
                .put("message", detail)
                .put("deaths", deaths)
                .put("first_failed_at", first.toString())
                .put("last_failed_at", last.toString());
    }

    private static TopicGroup of(TopicLetter letter) {
        return new TopicGroup(letter.failure(), letter.type(), letter.detail(), 1, letter.diedAt(), letter.diedAt());
    }

    private TopicGroup and(TopicGroup other) {
        return new TopicGroup(
                failure,
                type,
                detail,
                deaths + other.deaths,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last);
    }
}
