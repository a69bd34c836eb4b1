package dev.tidemark.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/// A report for programs.
public final class ReportJson {
    private ReportJson() {}

    /// All of it as one JSON document.
    public static String of(Record report) throws JsonProcessingException {
        return new ObjectMapper()
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
