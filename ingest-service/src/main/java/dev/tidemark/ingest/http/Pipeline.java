package dev.tidemark.ingest.http;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.admission.BeaconTokens;
import dev.tidemark.ingest.admission.ClientAddress;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.admission.Tokens;
import dev.tidemark.ingest.http.Endpoint.TokenPlace;
import dev.tidemark.ingest.http.Unpacking.Encoding;
import dev.tidemark.ingest.limits.RateLimiter;
import dev.tidemark.ingest.limits.RateLimiter.Kind;
import dev.tidemark.ingest.limits.RateLimiter.Standing;
import dev.tidemark.ingest.validation.BatchReader;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The way of every call: who is it, does it come too often, receive its body, unpack it, do what is to be done,
/// answer.
///
/// Receiving happens on the event loop, which never waits; whatever may wait happens on a virtual thread. A call is
/// admitted before its body is read, on the event loop where that takes no waiting.
@ApplicationScoped
public class Pipeline {
    private static final Logger LOG = Logger.getLogger(Pipeline.class);

    private final Vertx vertx;
    private final ExecutorService threads;
    private final ClientAddress addresses;
    private final Tokens tokens;
    private final BeaconTokens beacons;
    private final RateLimiter limiter;
    private final Bodies bodies;
    private final Unpacking unpacking;
    private final Clock clock;

    Pipeline(
            Vertx vertx,
            @VirtualThreads ExecutorService threads,
            ClientAddress addresses,
            Tokens tokens,
            BeaconTokens beacons,
            RateLimiter limiter,
            Bodies bodies,
            Unpacking unpacking,
            Clock clock) {
        this.vertx = vertx;
        this.threads = threads;
        this.addresses = addresses;
        this.tokens = tokens;
        this.beacons = beacons;
        this.limiter = limiter;
        this.bodies = bodies;
        this.unpacking = unpacking;
        this.clock = clock;
    }

    /// What is known of a call before its body is read.
    ///
    /// @param sender who calls; null when only the body says
    private record Admitted(
            @Nullable Sender sender,
            Kind kind,
            Encoding encoding,
            @Nullable String traceparent) {}

    /// Takes a call its way. On its event loop.
    public void take(HttpServerRequest request, Endpoint endpoint) {
        Exchange exchange = new Exchange(request, vertx);
        String traceparent = Traceparent.of(request);
        admit(exchange, endpoint.token(), endpoint.kind().apply(Bodies.declaredLength(request)), admission -> {
            Encoding encoding = Encoding.named(request.getHeader(HttpHeaders.CONTENT_ENCODING));
            Admitted admitted = new Admitted(admission.orElse(null), kindOf(endpoint, request), encoding, traceparent);
            bodies.receive(
                    request,
                    body -> onThread(exchange, () -> exchange.answer(handle(exchange, endpoint, admitted, body))),
                    exchange::refuse);
        });
    }

    /// Admits a call whose body is to be dealt with otherwise, and goes on, on the event loop, with its sender.
    public void admit(Exchange exchange, TokenPlace token, Kind kind, Consumer<Optional<Sender>> then) {
        HttpServerRequest request = exchange.request();
        String authorization = token == TokenPlace.HEADER ? request.getHeader(HttpHeaders.AUTHORIZATION) : null;
        Optional<Sender> known = tokens.known(authorization);
        boolean mayWait = limiter.mayBlock() || (token == TokenPlace.HEADER && known.isEmpty());
        if (!mayWait) {
            guarded(exchange, () -> {
                tell(exchange, limiter.admit(kind, known.orElse(null), addresses.of(request)));
                then.accept(known);
            });
            return;
        }
        request.pause();
        onThread(exchange, () -> {
            String address = addresses.of(request);
            Optional<Sender> sender = token == TokenPlace.HEADER
                    ? Optional.of(known.orElseGet(() -> verify(authorization, address)))
                    : Optional.empty();
            Optional<Standing> standing = limiter.admit(kind, sender.orElse(null), address);
            exchange.loop()
                    .runOnContext(_ -> guarded(exchange, () -> {
                        tell(exchange, standing);
                        then.accept(sender);
                    }));
        });
    }

    /// Refuses a call before anything else is known of it. On its event loop.
    public void refuse(HttpServerRequest request, Problem problem) {
        new Exchange(request, vertx).refuse(problem);
    }

    /// Does something on a thread that may wait; what goes wrong is the answer.
    public void onThread(Exchange exchange, Runnable task) {
        threads.execute(() -> guarded(exchange, task));
    }

    private Reply handle(Exchange exchange, Endpoint endpoint, Admitted admitted, Body received) {
        try (Body body = unpacking.unpack(received, admitted.encoding())) {
            Sender sender = admitted.sender() != null ? admitted.sender() : senderIn(body, admitted.kind());
            return endpoint.handler()
                    .answer(new Call(sender, body, exchange.request(), clock.instant(), admitted.traceparent()));
        } finally {
            received.close();
        }
    }

    private Sender senderIn(Body body, Kind kind) {
        Sender sender = beacons.verify(BatchReader.tokenIn(body.reader()));
        Optional<Standing> _ = limiter.admitUser(kind, sender);
        return sender;
    }

    private Sender verify(@Nullable String authorization, String address) {
        limiter.requireGoodStanding(address);
        try {
            return tokens.verify(authorization);
        } catch (Problem nobody) {
            limiter.countFailure(address);
            throw nobody;
        }
    }

    private static Kind kindOf(Endpoint endpoint, HttpServerRequest request) {
        return endpoint.kind().apply(Bodies.declaredLength(request));
    }

    private static void tell(Exchange exchange, Optional<Standing> standing) {
        standing.ifPresent(exchange::tell);
    }

    private static void guarded(Exchange exchange, Runnable task) {
        try {
            task.run();
        } catch (Problem problem) {
            exchange.refuse(problem);
        } catch (RuntimeException | StackOverflowError fault) {
            LOG.errorf(fault, "a call of %s failed", exchange.request().path());
            exchange.refuse(Problem.of(
                    500, "internal_error", "This is our fault; the same call may work later. Nothing is known of it."));
        }
    }
}
