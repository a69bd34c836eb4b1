package dev.tidemark.ingest.http;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.limits.RateLimiter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One HTTP request and its one answer, which may come from any thread.
///
/// A body that is not wanted any more is thrown away as it arrives. After a short one the connection can be used again.
/// A long one is read on for a moment, because many clients read no answer before they have sent all, and then the
/// connection ends: whoever sends on after a refusal fills neither memory nor time.
public final class Exchange {
    private static final long SHORT_BYTES = 256 << 10;
    private static final long MOMENT_BYTES = 16 << 20;
    private static final long MOMENT_MS = 3_000;

    private final HttpServerRequest request;
    private final Context loop;
    private final Vertx vertx;
    private final AtomicBoolean isAnswered = new AtomicBoolean();
    private final @Nullable String traceparent;
    private long thrownAway;

    /// Must be made on the request's event loop.
    Exchange(HttpServerRequest request, Vertx vertx) {
        this.request = request;
        this.traceparent = Traceparent.of(request);
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    /// The request.
    public HttpServerRequest request() {
        return request;
    }

    /// The request's place in a trace, if it has one.
    public @Nullable String traceparent() {
        return traceparent;
    }

    /// The event loop on which the request must be dealt with.
    public Context loop() {
        return loop;
    }

    /// Tells the caller how it stands with its limit. Before the answer, on the event loop.
    void tell(RateLimiter.Standing standing) {
        request.response().putHeader("RateLimit-Policy", standing.policy()).putHeader("RateLimit", standing.state());
    }

    /// Answers, unless it was done already.
    @SuppressWarnings("ReferenceEquality") // the very same loop
    public void answer(Reply reply) {
        if (isAnswered.compareAndSet(false, true)) {
            if (Context.isOnEventLoopThread() && Vertx.currentContext() == loop) {
                write(reply);
            } else {
                loop.runOnContext(_ -> write(reply));
            }
        }
    }

    /// Answers with a refusal, unless it was answered already.
    public void refuse(Problem problem) {
        answer(Reply.of(problem));
    }

    private void write(Reply reply) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            cutOff(); // half of another answer is out already
            return;
        }
        reply.headers().forEach(response::putHeader);
        response.setStatusCode(reply.status()).putHeader("Content-Type", reply.mediaType());
        boolean leavesBody = !request.isEnded();
        boolean isTooSlow = reply.status() == 408;
        boolean isLong = leavesBody && (isTooSlow || !isShort());
        if (isLong && request.version() != HttpVersion.HTTP_2) {
            response.putHeader("Connection", "close");
        }
        var _ = response.end(Buffer.buffer(reply.body()));
        if (leavesBody) {
            throwAwayBody(isLong, isTooSlow);
        }
    }

    private boolean isShort() {
        long declared = Bodies.declaredLength(request);
        return declared >= 0 && declared <= SHORT_BYTES;
    }

    private void throwAwayBody(boolean isLong, boolean isTooSlow) {
        long timer = vertx.setTimer(isTooSlow ? 1 : MOMENT_MS, _ -> cutOff());
        request.exceptionHandler(_ -> {});
        request.endHandler(_ -> {
            boolean _ = vertx.cancelTimer(timer);
            if (isLong) {
                cutOff();
            }
        });
        request.handler(chunk -> {
            thrownAway += chunk.length();
            if (thrownAway > MOMENT_BYTES) {
                cutOff();
            }
        });
        request.resume();
    }

    /// Ends the exchange with what it has got to. On its event loop.
    ///
    /// The connection is closed rather than its response reset: after a reset nobody would be told that the request
    /// is over, and a graceful stop would wait for it.
    void cutOff() {
        if (request.version() == HttpVersion.HTTP_2) {
            boolean _ = request.response().reset(0);
        } else {
            var _ = request.connection().close();
        }
    }
}
