package dev.tidemark.ingest.http;

import dev.tidemark.ingest.admission.Sender;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One admitted call whose body is there.
///
/// @param sender      who calls
/// @param body        its body, unpacked
/// @param request     everything else it says; only to be read
/// @param receivedAt  when it was received
/// @param traceparent its place in a trace, if it has one
public record Call(
        Sender sender,
        Body body,
        HttpServerRequest request,
        Instant receivedAt,
        @Nullable String traceparent) {}
