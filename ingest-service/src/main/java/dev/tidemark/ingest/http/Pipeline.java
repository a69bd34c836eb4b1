package dev.tidemark.ingest.http;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.admission.BeaconTokens;
import dev.tidemark.ingest.admission.ClientAddress;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.admission.Tokens;
import dev.tidemark.ingest.http.Unpacking.Encoding;
import dev.tidemark.ingest.limits.Limits;
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

    /// Up to here a batch of events counts as a call that starts or ends a session, beyond it as a bulk sync.
    public static final long SMALL_BYTES = 16 << 10;

    private final Vertx vertx;
    private final ExecutorService threads;
    private final ClientAddress addresses;
    private final Tokens tokens;
    private final BeaconTokens beacons;
    private final RateLimiter limiter;
    private final Bodies bodies;
    private final Limits limits;
    private final Clock clock;

    Pipeline(
            Vertx vertx,
            @VirtualThreads ExecutorService threads,
            ClientAddress addresses,
            Tokens tokens,
            BeaconTokens beacons,
            RateLimiter limiter,
            Bodies bodies,
            Limits limits,
            Clock clock) {
        this.vertx = vertx;
        this.threads = threads;
        this.addresses = addresses;
        this.tokens = tokens;
        this.beacons = beacons;
        this.limiter = limiter;
        this.bodies = bodies;
        this.limits = limits;
        this.clock = clock;
    }

    /// Takes a call its way. On its event loop.
    public void take(HttpServerRequest request, Endpoint endpoint) {
        Exchange exchange = new Exchange(request, vertx);
        Kind kind = endpoint.kind().apply(Bodies.declaredLength(request));
        switch (endpoint.token()) {
            case HEADER ->
                admit(
                        exchange,
                        kind,
                        sender -> receive(exchange, Room.of(limits), received -> {
                            limiter.debitBytes(sender, received.length());
                            Body body = received.unpacked();
                            limiter.debitBytes(sender, body.length() - received.length());
                            answer(exchange, endpoint, sender, body);
                        }));
            case BODY ->
                admitAnybody(
                        exchange,
                        () -> receive(exchange, Room.OF_STRANGERS, received -> {
                            Body body = received.unpacked();
                            Sender sender = senderIn(body, addresses.of(request));
                            Optional<Standing> _ = limiter.admitUser(kind, isSmall(request), sender);
                            limiter.debitBytes(sender, body.length());
                            answer(exchange, endpoint, sender, body);
                        }));
        }
    }

    /// How much a body may take.
    ///
    /// @param wire     bytes as it comes
    /// @param unpacked bytes unpacked
    private record Room(int wire, int unpacked) {
        /// Twice what browsers send when a page closes, for those of whom nothing is known before their body is read.
        static final Room OF_STRANGERS = new Room(128 << 10, 128 << 10);

        static Room of(Limits limits) {
            return new Room(limits.body().wireBytes(), limits.body().decompressedBytes());
        }
    }

    /// A body as it came.
    private record Received(Body packed, Encoding encoding, int most) {
        int length() {
            return packed.length();
        }

        Body unpacked() {
            return Unpacking.unpack(packed, encoding, most);
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
        Optional<Sender> known = tokens.known(authorization);
        admitted(exchange, known.isEmpty(), () -> {
            String address = addresses.of(exchange.request());
            Sender sender = known.orElseGet(() -> verify(authorization, address));
            Optional<Standing> standing = limiter.admit(kind, isSmall(exchange.request()), sender, address);
            return () -> {
                standing.ifPresent(exchange::tell);
                then.accept(sender);
            };
        });
    }

    private void admitAnybody(Exchange exchange, Runnable then) {
        admitted(exchange, false, () -> {
            Optional<Standing> standing = limiter.admitAddress(addresses.of(exchange.request()));
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

    /// Receives the body, and goes on with it on a thread that may wait.
    private void receive(Exchange exchange, Room room, Consumer<Received> then) {
        Encoding encoding = Encoding.named(exchange.request().getHeader(HttpHeaders.CONTENT_ENCODING));
        bodies.receive(
                exchange.request(),
                room.wire(),
                body -> onThread(exchange, () -> {
                    try (body) {
                        then.accept(new Received(body, encoding, room.unpacked()));
                    }
                }),
                exchange::refuse);
    }

    private Sender senderIn(Body body, String address) {
        limiter.requireGoodStanding(address);
        try {
            return beacons.verify(BatchReader.tokenIn(body.reader()));
        } catch (Problem nobody) {
            limiter.countFailure(address);
            throw nobody;
        }
    }

    /// Whether a call is so small that it can only be about a session or two.
    private static boolean isSmall(HttpServerRequest request) {
        long length = Bodies.declaredLength(request);
        return length >= 0 && length <= SMALL_BYTES;
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
