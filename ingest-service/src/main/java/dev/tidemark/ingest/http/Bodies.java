package dev.tidemark.ingest.http;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.limits.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Receives whole bodies on the event loop, within their bounds: their size, the memory for all of them, and their
/// time. Memory is taken as bytes arrive, never on the word of a `Content-Length`.
@ApplicationScoped
public class Bodies {
    private static final int FIRST = 16 << 10;

    private final Vertx vertx;
    private final Limits limits;
    private final InFlightBytes inFlight;

    Bodies(Vertx vertx, Limits limits, InFlightBytes inFlight) {
        this.vertx = vertx;
        this.limits = limits;
        this.inFlight = inFlight;
    }

    /// Receives a body, and calls exactly one of these when it is there, or is refused: with 400, 408, 413 or 503. When
    /// the client goes away neither is called. Must be called on the request's event loop.
    ///
    /// @param most the most bytes that it may have
    void receive(HttpServerRequest request, int most, Consumer<Body> whole, Consumer<Problem> refused) {
        long declared = declaredLength(request);
        if (declared > most) {
            refused.accept(tooLarge(most));
            return;
        }
        new Receiving(request, (int) declared, most, whole, refused).begin();
    }

    /// Tells a client to go on that asked before sending its body.
    static void tellToSend(HttpServerRequest request) {
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    /// How long the body says it is; -1 when it does not say.
    ///
    /// @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, 6.3: message body length</a>
    public static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            boolean mayHaveOne = request.version() == HttpVersion.HTTP_2
                    ? !request.isEnded()
                    : request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
            return mayHaveOne ? -1 : 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private static Problem tooLarge(int most) {
        return Problem.of(
                413,
                "body_too_large",
                "The body has more than " + most + " bytes on the wire; send fewer events in a request.");
    }

    private final class Receiving {
        private final HttpServerRequest request;
        private final int declared;
        private final Consumer<Body> whole;
        private final Consumer<Problem> refused;
        private final int most;
        private final InFlightBytes.Reservation reservation = inFlight.reserve();
        private byte[] bytes = new byte[0];
        private int length;
        private long timer = -1;
        private boolean isOver;

        Receiving(HttpServerRequest request, int declared, int most, Consumer<Body> whole, Consumer<Problem> refused) {
            this.request = request;
            this.declared = declared;
            this.most = most;
            this.whole = whole;
            this.refused = refused;
        }

        void begin() {
            if (request.isEnded()) {
                whole.accept(new Body(bytes, 0, reservation));
                return;
            }
            request.handler(this::take);
            request.exceptionHandler(_ -> end(null));
            request.endHandler(_ -> {
                if (!isOver) {
                    isOver = true;
                    cancelTimer();
                    whole.accept(new Body(bytes, length, reservation));
                }
            });
            tellToSend(request);
            request.resume();
            if (!isOver) {
                timer = vertx.setTimer(limits.body().time().toMillis(), _ -> end(tooSlow()));
            }
        }

        private void take(Buffer chunk) {
            if (isOver) {
                return;
            }
            if (length + (long) chunk.length() > most) {
                end(tooLarge(most));
                return;
            }
            try {
                makeRoom(length + chunk.length());
            } catch (Problem overloaded) {
                end(overloaded);
                return;
            }
            chunk.getBytes(bytes, length);
            length += chunk.length();
        }

        /// Doubles up to what was declared, which is then met exactly.
        private void makeRoom(int needed) {
            if (needed <= bytes.length) {
                return;
            }
            int doubled = (int) Math.min(most, Math.max(FIRST, bytes.length * 2L));
            int size = Math.max(needed, declared > 0 ? Math.min(declared, doubled) : doubled);
            reservation.grow((long) size - bytes.length);
            bytes = Arrays.copyOf(bytes, size);
        }

        private void end(@Nullable Problem problem) {
            if (isOver) {
                return;
            }
            isOver = true;
            cancelTimer();
            bytes = new byte[0];
            reservation.close();
            if (problem != null) {
                refused.accept(problem);
            }
        }

        private void cancelTimer() {
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
        }

        private Problem tooSlow() {
            return Problem.of(
                    408,
                    "body_too_slow",
                    "The body did not arrive within " + limits.body().time().toSeconds()
                            + " s; send fewer events in a request.");
        }
    }
}
