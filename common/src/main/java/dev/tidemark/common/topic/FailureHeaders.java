package dev.tidemark.common.topic;

import java.util.Set;

/// What the headers of a retry or a dead letter say of its last failure, beside its [DeliveryHistory]. Any producer can
/// write them.
public final class FailureHeaders {
    /// `<class>/<code>`.
    public static final String FAILURE = "tm_failure";

    /// The same for people, without contents of the event.
    public static final String DETAIL = "tm_detail";

    /// What the store said; missing where nothing came that far.
    public static final String SQL_STATE = "tm_sql_state";

    /// When it died, RFC 3339.
    public static final String FAILED_AT = "tm_failed_at";

    /// The version of the writer that gave it up.
    public static final String WRITER = "tm_writer";

    /// What is not there of it, because it is too large.
    public static final String LEFT_OUT = "tm_left_out";

    /// All of them.
    public static final Set<String> ALL = Set.of(FAILURE, DETAIL, SQL_STATE, FAILED_AT, WRITER, LEFT_OUT);

    private FailureHeaders() {}
}
