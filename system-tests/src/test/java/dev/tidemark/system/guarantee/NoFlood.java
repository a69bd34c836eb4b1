package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Nothing but poison is ever a dead letter: whatever was away, for however long, the writer waited for it.
final class NoFlood implements Guarantee {
    @Override
    public void check(Run run) {
        Set<String> poison = run.ledger().byOrigin().entrySet().stream()
                .filter(sent -> sent.getValue().isPoison())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(run.letters().keySet()).isEqualTo(poison);
    }
}
