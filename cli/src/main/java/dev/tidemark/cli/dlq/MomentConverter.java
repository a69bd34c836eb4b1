package dev.tidemark.cli.dlq;

import dev.tidemark.cli.DurationConverter;
import dev.tidemark.common.event.EventTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A moment: RFC 3339, or how long ago it was.
final class MomentConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return EventTime.parse(text);
        } catch (DateTimeException notATime) {
            return ago(text);
        }
    }

    private static Instant ago(String text) {
        try {
            return Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(new DurationConverter().convert(text));
        } catch (TypeConversionException | DateTimeException | ArithmeticException neither) {
            throw new TypeConversionException("'" + text
                    + "' is no time such as 2026-11-21T07:00:00Z, nor how long ago it was, such as 30s, 10m, 2h or 7d");
        }
    }
}
