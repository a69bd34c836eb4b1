package dev.tidemark.ingest.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An answer of any length, written by a thread that waits while the client does not read it.
public final class ReplyStream {
    private final Exchange exchange;
    private final HttpServerResponse response;
    private final Duration patience;

    /// @param patience how long the client may not read
    public ReplyStream(Exchange exchange, Duration patience) {
        this.exchange = exchange;
        this.response = exchange.request().response();
        this.patience = patience;
    }

    /// Begins the answer.
    public void begin(int status, String mediaType) throws IOException {
        onLoop(done -> {
            response.setChunked(true).setStatusCode(status).putHeader("Content-Type", mediaType);
            done.complete(null);
        });
    }

    /// Writes some of it, once the client has read most of what was written before.
    ///
    /// @throws IOException when the client went away or does not read
    public void write(byte[] bytes) throws IOException {
        onLoop(done -> {
            var _ = response.write(Buffer.buffer(bytes)).onFailure(done::completeExceptionally);
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> done.complete(null));
            } else {
                done.complete(null);
            }
        });
    }

    /// Ends it.
    public void end() throws IOException {
        onLoop(done -> {
            var _ = response.end();
            done.complete(null);
        });
    }

    /// Breaks it off in the middle, so that the client cannot take it for whole.
    public void breakOff() {
        exchange.loop().runOnContext(_ -> exchange.cutOff());
    }

    private interface Step {
        void take(CompletableFuture<Void> done);
    }

    private void onLoop(Step step) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        exchange.loop().runOnContext(_ -> {
            if (response.closed()) {
                done.completeExceptionally(new IOException("the client went away"));
                return;
            }
            step.take(done);
        });
        try {
            var _ = done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException unread) {
            throw new IOException("the client does not read its answer", unread);
        } catch (ExecutionException gone) {
            throw new IOException("the client went away", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
