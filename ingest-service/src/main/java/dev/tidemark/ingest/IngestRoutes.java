package dev.tidemark.ingest;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.clients.DataSync;
import dev.tidemark.ingest.clients.OperationSync;
import dev.tidemark.ingest.clients.SessionCalls;
import dev.tidemark.ingest.events.CloudEvents;
import dev.tidemark.ingest.events.Imports;
import dev.tidemark.ingest.events.NativeEvents;
import dev.tidemark.ingest.http.Endpoint;
import dev.tidemark.ingest.http.Endpoint.TokenPlace;
import dev.tidemark.ingest.http.Pipeline;
import dev.tidemark.ingest.limits.RateLimiter.Kind;
import dev.tidemark.ingest.service.BeaconTokenDesk;
import dev.tidemark.ingest.service.LimitsAdvert;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// All that ingest answers, and where: start reading here.
@ApplicationScoped
class IngestRoutes {
    private static final String EVENTS = "/api/v1/events";
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    private final Pipeline pipeline;
    private final Imports imports;
    private final BeaconTokenDesk beaconTokens;
    private final LimitsAdvert limits;
    private final List<Endpoint> endpoints;

    IngestRoutes(
            Pipeline pipeline,
            NativeEvents nativeEvents,
            CloudEvents cloudEvents,
            Imports imports,
            DataSync dataSync,
            SessionCalls sessions,
            OperationSync operations,
            BeaconTokenDesk beaconTokens,
            LimitsAdvert limits) {
        this.pipeline = pipeline;
        this.imports = imports;
        this.beaconTokens = beaconTokens;
        this.limits = limits;
        this.endpoints = List.of(
                Endpoint.by(EVENTS, JSON, IngestRoutes::byLength, nativeEvents::post),
                Endpoint.by(EVENTS, "application/cloudevents+json", IngestRoutes::byLength, cloudEvents::postOne),
                Endpoint.by(
                        EVENTS, "application/cloudevents-batch+json", IngestRoutes::byLength, cloudEvents::postMany),
                Endpoint.of("/api/v1/beacon", TEXT, TokenPlace.BODY, Kind.LIFECYCLE, nativeEvents::post),
                Endpoint.of("/api/v1/data/sync", JSON, TokenPlace.HEADER, Kind.SYNC, dataSync::post),
                Endpoint.of("/api/v1/sync/operations", JSON, TokenPlace.HEADER, Kind.SYNC, operations::post),
                Endpoint.of("/api/sessions/start", JSON, TokenPlace.HEADER, Kind.LIFECYCLE, sessions::start),
                Endpoint.of("/api/sessions/end", JSON, TokenPlace.HEADER, Kind.LIFECYCLE, sessions::end),
                Endpoint.of("/api/sync/sessions", JSON, TokenPlace.HEADER, Kind.LIFECYCLE, sessions::sync),
                Endpoint.of("/api/sync/sessions", TEXT, TokenPlace.BODY, Kind.LIFECYCLE, sessions::sync));
    }

    private static Kind byLength(long length) {
        return length >= 0 && length <= Pipeline.SMALL_BYTES ? Kind.LIFECYCLE : Kind.SYNC;
    }

    void install(@Observes Router router) {
        Map<String, Map<String, Consumer<HttpServerRequest>>> posts = new TreeMap<>();
        endpoints.forEach(endpoint -> posts.computeIfAbsent(endpoint.path(), _ -> new TreeMap<>())
                .put(endpoint.mediaType(), request -> pipeline.take(request, endpoint)));
        posts.computeIfAbsent(EVENTS, _ -> new TreeMap<>()).put(Imports.MEDIA_TYPE, this::importEvents);
        posts.forEach((path, byType) -> answer(router, HttpMethod.POST, path, request -> post(request, byType)));
        answer(router, HttpMethod.POST, "/api/v1/beacon-token", this::mintBeaconToken);
        answer(router, HttpMethod.GET, "/api/v1/limits", this::tellLimits);
        router.errorHandler(
                404,
                context -> pipeline.refuse(context.request(), Problem.of(404, "not_found", "There is nothing here.")));
    }

    private void answer(Router router, HttpMethod method, String path, Consumer<HttpServerRequest> answer) {
        router.route(method, path).handler(context -> answer.accept(context.request()));
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", method.name());
            pipeline.refuse(
                    context.request(), Problem.of(405, "method_not_allowed", "Only " + method + " is answered here."));
        });
    }

    private void post(HttpServerRequest request, Map<String, Consumer<HttpServerRequest>> byType) {
        Consumer<HttpServerRequest> known = byType.get(mediaType(request));
        if (known == null) {
            pipeline.refuse(
                    request,
                    Problem.of(
                            415,
                            "unsupported_type",
                            "The Content-Type must be " + String.join(" or ", byType.keySet()) + "."));
        } else {
            known.accept(request);
        }
    }

    private void importEvents(HttpServerRequest request) {
        pipeline.admit(request, Kind.SYNC, imports::take);
    }

    private void mintBeaconToken(HttpServerRequest request) {
        pipeline.admit(request, Kind.OTHER, (exchange, sender) -> exchange.answer(beaconTokens.post(sender)));
    }

    private void tellLimits(HttpServerRequest request) {
        pipeline.admitAnybody(request, exchange -> exchange.answer(limits.get()));
    }

    private static String mediaType(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
