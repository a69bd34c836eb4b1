package dev.tidemark.ingest.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.access.config.Example;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.limits.Limits;
import dev.tidemark.ingest.limits.LimitsConfig;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// `GET /api/v1/limits`: what a client may send, and where it may ask for receipts.
@ApplicationScoped
public class LimitsAdvert {
    private final Limits limits;
    private final Optional<String> writer;

    /// Where the writer is.
    @ConfigMapping(prefix = "tidemark.writer")
    public interface Writer {
        /// The writer's address as clients see it, advertised for receipts.
        @Example("https://dashboard.example.com")
        Optional<String> url();
    }

    LimitsAdvert(Limits limits, Writer writer) {
        this.limits = limits;
        this.writer = writer.url();
    }

    /// The limits as they are now.
    public Reply get() {
        LimitsConfig.Body body = limits.body();
        LimitsConfig.Rates rate = limits.rate();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("events_per_request", body.events())
                .put("bytes_per_request", body.wireBytes())
                .put("bytes_decompressed", body.decompressedBytes())
                .put("bytes_per_event", body.eventBytes())
                .put("nesting_depth", EventReader.MAX_DEPTH)
                .put("seconds_per_body", body.time().toSeconds());
        json.putObject("rates")
                .put("sync_user", rate.syncUser().toString())
                .put("sync_ip", rate.syncIp().toString())
                .put("lifecycle_user", rate.lifecycleUser().toString())
                .put("other_ip", rate.otherIp().toString())
                .put("failed_ip", rate.failedIp().toString())
                .put("events_user", rate.eventsUser().toString())
                .put("bytes_user", rate.bytesUser().toString())
                .put("backend_calls", rate.backendCalls().toString())
                .put("backend_events", rate.backendEvents().toString())
                .put("backend_bytes", rate.backendBytes().toString());
        writer.ifPresent(url -> json.put("receipts", url + "/api/v1/receipts/{receipt}"));
        return Reply.json(200, json);
    }
}
