package dev.tidemark.ingest.limits;

import java.util.Locale;

/// What is limited, each with a bucket per user or per address.
enum Limit {
    SYNC_USER,
    SYNC_IP,
    LIFECYCLE_USER,
    OTHER_IP,
    FAILED_IP,
    EVENTS_USER,
    BYTES_USER,
    BACKEND_CALLS,
    BACKEND_EVENTS,
    BACKEND_BYTES;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// Its name in configuration, headers and metrics.
    String label() {
        return label;
    }

    Rate rate(LimitsConfig.Rates rates) {
        return switch (this) {
            case SYNC_USER -> rates.syncUser();
            case SYNC_IP -> rates.syncIp();
            case LIFECYCLE_USER -> rates.lifecycleUser();
            case OTHER_IP -> rates.otherIp();
            case FAILED_IP -> rates.failedIp();
            case EVENTS_USER -> rates.eventsUser();
            case BYTES_USER -> rates.bytesUser();
            case BACKEND_CALLS -> rates.backendCalls();
            case BACKEND_EVENTS -> rates.backendEvents();
            case BACKEND_BYTES -> rates.backendBytes();
        };
    }
}
