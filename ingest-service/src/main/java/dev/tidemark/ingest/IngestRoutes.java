package dev.tidemark.ingest;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.events.NativeEvents;
import dev.tidemark.ingest.http.Endpoint;
import dev.tidemark.ingest.http.Endpoint.TokenPlace;
import dev.tidemark.ingest.http.Pipeline;
import dev.tidemark.ingest.limits.RateLimiter.Kind;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// All that ingest answers, and where: start reading here.
@ApplicationScoped
class IngestRoutes {
    /// Up to here a batch counts as a call that starts or ends a session; beyond, or without a length, as a bulk sync.
    private static final long LIFECYCLE_BYTES = 16 << 10;

    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final Pipeline pipeline;
    private final List<Endpoint> endpoints;

    IngestRoutes(Pipeline pipeline, NativeEvents nativeEvents) {
        this.pipeline = pipeline;
        this.endpoints = List.of(
                new Endpoint("/api/v1/events", JSON, TokenPlace.HEADER, IngestRoutes::byLength, nativeEvents::post),
                Endpoint.of("/api/v1/beacon", TEXT, TokenPlace.BODY, Kind.OTHER, nativeEvents::post));
    }

    private static Kind byLength(long length) {
        return length >= 0 && length <= LIFECYCLE_BYTES ? Kind.LIFECYCLE : Kind.SYNC;
    }

    void install(@Observes Router router) {
        endpoints.stream().collect(Collectors.groupingBy(Endpoint::path)).forEach((path, there) -> {
            Map<String, Endpoint> byType = there.stream().collect(Collectors.toMap(Endpoint::mediaType, e -> e));
            router.post(path).handler(context -> post(context.request(), byType));
            router.route(path).handler(context -> refuse(context, notAllowed("POST")));
        });
        router.errorHandler(404, context -> refuse(context, Problem.of(404, "not_found", "There is nothing here.")));
    }

    private void post(HttpServerRequest request, Map<String, Endpoint> byType) {
        Endpoint endpoint = byType.get(mediaType(request));
        if (endpoint == null) {
            pipeline.refuse(
                    request,
                    Problem.of(
                            415,
                            "unsupported_type",
                            "The Content-Type must be one of "
                                    + byType.keySet().stream().sorted().toList() + "."));
        } else {
            pipeline.take(request, endpoint);
        }
    }

    private void refuse(RoutingContext context, Problem problem) {
        pipeline.refuse(context.request(), problem);
    }

    private static Problem notAllowed(String allowed) {
        return Problem.of(405, "method_not_allowed", "Only " + allowed + " is answered here.");
    }

    private static String mediaType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
