package dev.tidemark.ingest.http;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.admission.BeaconTokens;
import dev.tidemark.ingest.admission.ClientAddress;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.admission.Tokens;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    /// Takes a call its way. On its event loop.
    public void take(HttpServerRequest request, Endpoint endpoint) {
        Exchange exchange = new Exchange(request, vertx);
        Kind kind = endpoint.kind().apply(Bodies.declaredLength(request));
        switch (endpoint.token()) {
            case HEADER ->
                admit(exchange, kind, sender -> receive(exchange, body -> answer(exchange, endpoint, sender, body)));
            case BODY ->
                admitAnybody(
                        exchange,
                        () -> receive(exchange, body -> {
                            Sender sender = beacons.verify(BatchReader.tokenIn(body.reader()));
                            Optional<Standing> _ = limiter.admitUser(kind, sender);
                            answer(exchange, endpoint, sender, body);
                        }));
        }
    }

    /// Admits a call whose body is not received here, and goes on with it on its event loop.
    public void admit(HttpServerRequest request, Kind kind, BiConsumer<Exchange, Sender> then) {
        Exchange exchange = new Exchange(request, vertx);
        admit(exchange, kind, sender -> then.accept(exchange, sender));
    }

    /// Admits a call that anybody may make, and goes on with it on its event loop.
    public void admitAnybody(HttpServerRequest request, Consumer<Exchange> then) {
        Exchange exchange = new Exchange(request, vertx);
        admitAnybody(exchange, () -> then.accept(exchange));
    }

    /// Refuses a call of which nothing else is known; it counts all the same. On its event loop.
    public void refuse(HttpServerRequest request, Problem problem) {
        Exchange exchange = new Exchange(request, vertx);
        admitAnybody(exchange, () -> exchange.refuse(problem));
    }

    /// Does something on a thread that may wait; what goes wrong is the answer.
    public void onThread(Exchange exchange, Runnable task) {
        threads.execute(() -> guarded(exchange, task));
    }

    private void admit(Exchange exchange, Kind kind, Consumer<Sender> then) {
        String authorization = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        String address = addresses.of(exchange.request());
        Optional<Sender> known = tokens.known(authorization);
        admitted(exchange, known.isEmpty(), () -> {
            Sender sender = known.orElseGet(() -> verify(authorization, address));
            Optional<Standing> standing = limiter.admit(kind, sender, address);
            return () -> {
                standing.ifPresent(exchange::tell);
                then.accept(sender);
            };
        });
    }

    private void admitAnybody(Exchange exchange, Runnable then) {
        String address = addresses.of(exchange.request());
        admitted(exchange, false, () -> {
            Optional<Standing> standing = limiter.admitAddress(address);
            return () -> {
                standing.ifPresent(exchange::tell);
                then.run();
            };
        });
    }

    /// Decides, here or on a thread where it may take time, and then goes on here.
    private void admitted(Exchange exchange, boolean takesTime, Supplier<Runnable> decision) {
        if (!takesTime && !limiter.mayBlock()) {
            guarded(exchange, () -> decision.get().run());
            return;
        }
        exchange.request().pause();
        onThread(exchange, () -> {
            Runnable then = decision.get();
            exchange.loop().runOnContext(_ -> guarded(exchange, then));
        });
    }

    /// Receives and unpacks the body, and goes on with it on a thread that may wait.
    private void receive(Exchange exchange, Consumer<Body> then) {
        Encoding encoding = Encoding.named(exchange.request().getHeader(HttpHeaders.CONTENT_ENCODING));
        bodies.receive(
                exchange.request(),
                received -> onThread(exchange, () -> {
                    try (received) {
                        then.accept(unpacking.unpack(received, encoding));
                    }
                }),
                exchange::refuse);
    }

    private void answer(Exchange exchange, Endpoint endpoint, Sender sender, Body body) {
        exchange.answer(endpoint.handler()
                .answer(new Call(sender, body, exchange.request(), clock.instant(), exchange.traceparent())));
    }

    private Sender verify(@Nullable String authorization, String address) {
        limiter.requireGoodStanding(address);
        try {
            return tokens.verify(authorization);
        } catch (Problem nobody) {
            if (nobody.status() != 503) {
                limiter.countFailure(address);
            }
            throw nobody;
        }
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
