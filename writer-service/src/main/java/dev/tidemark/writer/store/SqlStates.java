package dev.tidemark.writer.store;

/// Names for the states that operators meet most; messages of PostgreSQL itself would quote contents.
final class SqlStates {
    private SqlStates() {}

    static String name(String sqlState) {
        return switch (sqlState) {
            case "22003" -> "numeric value out of range (22003)";
            case "22007" -> "invalid datetime format (22007)";
            case "22008" -> "datetime field overflow (22008)";
            case "22021" -> "character not in repertoire (22021)";
            case "22P02" -> "invalid text representation (22P02)";
            case "22P05" -> "untranslatable character (22P05)";
            case "23502" -> "not null violation (23502)";
            case "23514" -> "check violation (23514)";
            default -> "SQLSTATE " + sqlState;
        };
    }
}
