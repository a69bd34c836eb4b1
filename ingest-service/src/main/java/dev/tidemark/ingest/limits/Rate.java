package dev.tidemark.ingest.limits;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast a token bucket fills, and how much it holds. Written as `20/1s`, `20/1s burst 50`, or `off`.
///
/// @param amount how many tokens come
/// @param period in this time
/// @param burst  how many it holds: what may be taken at once after a rest
public record Rate(long amount, Duration period, long burst) {
    private static final Rate OFF = new Rate(0, Duration.ZERO, 0);
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})/(\\d{1,6})(ms|s|m|h)(?: +burst +(\\d{1,12}))?");

    public Rate {
        boolean isOff = amount == 0 && period.isZero() && burst == 0;
        if (!isOff && (amount <= 0 || !period.isPositive() || burst <= 0)) {
            throw new IllegalArgumentException("a rate is more than nothing in more than no time, or off");
        }
        if (amount > Math.max(1, period.toNanos())) {
            throw new IllegalArgumentException("a rate is at most one a nanosecond; write off for no limit");
        }
    }

    /// Reads a rate.
    ///
    /// @throws IllegalArgumentException when the text is none; the message gives an example
    public static Rate of(String text) {
        if (text.strip().equals("off")) {
            return OFF;
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no rate; write for example 20/1s, 20/1s burst 50, 300/5m, or off");
        }
        long amount = Long.parseLong(form.group(1));
        long number = Long.parseLong(form.group(2));
        Duration period =
                switch (form.group(3)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        return new Rate(amount, period, form.group(4) == null ? amount : Long.parseLong(form.group(4)));
    }

    /// Whether nothing is limited.
    public boolean isOff() {
        return amount == 0;
    }

    @Override
    public String toString() {
        return isOff()
                ? "off"
                : amount + "/" + (period.toMillis() % 1_000 == 0 ? period.toSeconds() + "s" : period.toMillis() + "ms")
                        + (burst == amount ? "" : " burst " + burst);
    }
}
