package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every accepted event is in a row, or it is one dead letter that holds it byte for byte. Never both.
final class NothingAcceptedIsLost implements Guarantee {
    @Override
    public void check(Run run) {
        Rows rows = run.rows();
        Map<String, String> letters = run.letters();
        Map<String, Sending> accepted = run.ledger().byOrigin();
        assertThat(accepted).isNotEmpty();

        List<String> lost = accepted.entrySet().stream()
                .filter(sent -> !isKept(sent.getValue(), letters.get(sent.getKey()), rows))
                .map(sent -> sent.getKey() + " " + sent.getValue().text())
                .toList();
        assertThat(lost).as("%d events that are lost", lost.size()).isEmpty();
    }

    private static boolean isKept(Sending sent, @Nullable String letter, Rows rows) {
        return letter == null ? !sent.isPoison() && rows.know(sent) : letter.equals(sent.text());
    }
}
