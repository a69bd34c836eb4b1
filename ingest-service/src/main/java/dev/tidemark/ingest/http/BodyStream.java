package dev.tidemark.ingest.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A body of any length as it comes, for a thread that may wait. A few chunks are fetched ahead and no more, so that a
/// client cannot send faster than it is read. Begins on the request's event loop.
public final class BodyStream extends InputStream {
    private static final int AHEAD = 16;
    private static final Buffer END = Buffer.buffer();
    private static final Buffer BROKEN = Buffer.buffer();

    private final HttpServerRequest request;
    private final Context loop;
    private final Duration patience;
    private final BlockingQueue<Buffer> chunks = new LinkedBlockingQueue<>();
    private Buffer chunk = Buffer.buffer();
    private int at;
    private volatile boolean isGone;
    private boolean isOver;
    private @Nullable IOException failure;

    /// The body fell silent for too long.
    public static final class SilentException extends IOException {
        private static final long serialVersionUID = 1;

        SilentException() {
            super("the body fell silent");
        }
    }

    /// @param patience how long the body may fall silent
    public BodyStream(Exchange exchange, Duration patience) {
        this.request = exchange.request();
        this.loop = exchange.loop();
        this.patience = patience;
        if (request.isEnded()) {
            isOver = true;
            return;
        }
        request.pause(); // setting a handler would let everything flow
        request.handler(chunks::add);
        request.endHandler(_ -> chunks.add(END));
        request.exceptionHandler(_ -> {
            isGone = true;
            chunks.add(BROKEN);
        });
        Bodies.tellToSend(request);
        request.fetch(AHEAD);
    }

    /// Whether the client is gone, though some of what it sent may still be there to read.
    public boolean isGone() {
        return isGone;
    }

    /// Makes sure that all of it was read, and that it ended as it should. Who reads it through something else may not
    /// have noticed.
    public void requireEnd() throws IOException {
        if (read() >= 0) {
            throw new ZipException("something follows the end of what was packed");
        }
    }

    /// Throws away what may still come.
    public void discard() {
        loop.runOnContext(_ -> {
            if (!request.isEnded()) {
                request.handler(_ -> {});
                request.endHandler(_ -> {});
                request.resume();
            }
        });
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same marks
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        while (!isOver && at == chunk.length()) {
            chunk = next();
            at = 0;
            if (chunk == BROKEN) {
                throw failed(new IOException("the client went away"));
            }
            isOver = chunk == END;
            if (!isOver) {
                loop.runOnContext(_ -> request.fetch(1));
            }
        }
        if (isOver) {
            return -1;
        }
        int read = Math.min(length, chunk.length() - at);
        chunk.getBytes(at, at + read, bytes, offset);
        at += read;
        return read;
    }

    private Buffer next() throws IOException {
        try {
            Buffer next = chunks.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw failed(new SilentException());
            }
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failed(new IOException("stopped", stopped));
        }
    }

    private IOException failed(IOException now) {
        failure = now;
        return now;
    }
}
