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
            case "40001" -> "serialization failure (40001)";
            case "40P01" -> "deadlock detected (40P01)";
            case "53300" -> "too many connections (53300)";
            case "55P03" -> "lock not available (55P03)";
            case "57014" -> "query canceled (57014)";
            case "57P01" -> "admin shutdown (57P01)";
            case "" -> "nothing";
            default -> "SQLSTATE " + sqlState;
        };
    }
}
