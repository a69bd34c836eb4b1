package dev.tidemark.ingest.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.http.BodyStream;
import dev.tidemark.ingest.http.Exchange;
import dev.tidemark.ingest.http.InFlightBytes;
import dev.tidemark.ingest.http.Pipeline;
import dev.tidemark.ingest.http.ReplyStream;
import dev.tidemark.ingest.http.Unpacking.Encoding;
import dev.tidemark.ingest.intake.Answer;
import dev.tidemark.ingest.intake.Intake;
import dev.tidemark.ingest.intake.Outcome;
import dev.tidemark.ingest.limits.Limits;
import dev.tidemark.ingest.limits.RateLimiter;
import dev.tidemark.ingest.validation.BatchReader;
import dev.tidemark.ingest.validation.Rules;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/events` in NDJSON: an import of any size in constant memory. Chunk by chunk, lines are judged and
/// published, and verdict lines are written back while more lines come in. An import that comes too fast is slowed,
/// never refused: its socket is simply not read.
@ApplicationScoped
public class Imports {
    /// The type of what comes in and goes out.
    public static final String MEDIA_TYPE = "application/x-ndjson";

    private static final Logger LOG = Logger.getLogger(Imports.class);
    private static final int CHUNK_LINES = 5_000;
    private static final int CHUNK_BYTES = 2 << 20;
    private static final byte[] BLANK_LINE = {'\n'};
    private static final Duration OLDEST_CHUNK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Pipeline pipeline;
    private final Limits limits;
    private final RateLimiter limiter;
    private final InFlightBytes inFlight;
    private final Intake intake;
    private final Clock clock;
    private final Map<UserId, Integer> running = new ConcurrentHashMap<>();

    Imports(Pipeline pipeline, Limits limits, RateLimiter limiter, InFlightBytes inFlight, Intake intake, Clock clock) {
        this.pipeline = pipeline;
        this.limits = limits;
        this.limiter = limiter;
        this.inFlight = inFlight;
        this.intake = intake;
        this.clock = clock;
    }

    /// Takes an admitted import to its end. On its event loop.
    ///
    /// @throws Problem 503 when there are too many others, of this sender or of all
    public void take(Exchange exchange, Sender sender) {
        Encoding encoding = Encoding.named(exchange.request().getHeader("Content-Encoding"));
        enter(sender);
        BodyStream body = new BodyStream(exchange, limits.body().time());
        ReplyStream reply = new ReplyStream(exchange, limits.body().time());
        pipeline.onThread(exchange, () -> {
            try {
                new Import(sender, encoding, exchange.traceparent(), body, reply).run();
            } finally {
                body.discard();
                leave(sender);
            }
        });
    }

    private void enter(Sender sender) {
        int mine = running.merge(sender.user(), 1, Integer::sum);
        int all = running.values().stream().mapToInt(Integer::intValue).sum();
        if (mine > limits.body().importsPerUser() || all > limits.body().imports()) {
            leave(sender);
            throw Problem.of(
                            503,
                            "overloaded",
                            "Too many imports are running; let one end first, or send the same again later.")
                    .retryAfter(Duration.ofSeconds(5));
        }
    }

    private void leave(Sender sender) {
        running.computeIfPresent(sender.user(), (_, imports) -> imports == 1 ? null : imports - 1);
    }

    /// One import.
    private final class Import {
        private final Sender sender;
        private final Encoding encoding;
        private final @Nullable String traceparent;
        private final BodyStream body;
        private final ReplyStream reply;
        private int number;
        private boolean isAtEnd;

        Import(Sender sender, Encoding encoding, @Nullable String traceparent, BodyStream body, ReplyStream reply) {
            this.sender = sender;
            this.encoding = encoding;
            this.traceparent = traceparent;
            this.body = body;
            this.reply = reply;
        }

        void run() {
            try (InFlightBytes.Reservation memory = inFlight.reserve()) {
                memory.grow(CHUNK_BYTES); // refused before it begins, never in the middle
                reply.begin(200, MEDIA_TYPE);
                try (InputStream unpacked = unpacked()) {
                    takeAll(new Lines(unpacked, limits.body().eventBytes()));
                }
                body.requireEnd();
                reply.end();
            } catch (IOException broken) {
                breakOff(broken);
            } catch (RuntimeException fault) {
                if (!(fault instanceof Problem)) {
                    reply.breakOff();
                }
                throw fault;
            }
        }

        private void takeAll(Lines lines) throws IOException {
            while (!isAtEnd) {
                long before = lines.consumed();
                Chunk chunk = read(lines);
                limiter.debitBytes(sender, lines.consumed() - before);
                if (!chunk.submissions.isEmpty()) {
                    Outcome outcome = intake.takeChunk(sender, chunk.submissions, chunk.begun, traceparent);
                    reply.write(chunk.verdicts(number++, outcome));
                    pause(outcome.retry() > 0 ? Duration.ofSeconds(1) : Duration.ZERO);
                }
                waitForLimits();
            }
        }

        private InputStream unpacked() throws IOException {
            return switch (encoding) {
                case IDENTITY -> body;
                case GZIP -> new WholeGzip(body);
            };
        }

        /// Reads until the chunk is full, or a second old: who sends slowly waits no longer for verdicts.
        private Chunk read(Lines lines) throws IOException {
            Chunk chunk = new Chunk(sender);
            long from = lines.consumed();
            long oldest = System.nanoTime() + OLDEST_CHUNK.toNanos();
            while (chunk.submissions.size() < CHUNK_LINES
                    && lines.consumed() - from < CHUNK_BYTES
                    && System.nanoTime() < oldest) {
                switch (lines.next()) {
                    case Lines.Next.Line line -> chunk.add(line);
                    case Lines.Next.TooLong line -> chunk.addTooLong(line);
                    case Lines.Next.Nothing _ -> {}
                    case Lines.Next.End _ -> {
                        isAtEnd = true;
                        return chunk;
                    }
                }
            }
            return chunk;
        }

        /// Waits while its sender has brought more than it may. A blank line each second tells the client that it is
        /// waited for, and tells us that the client is still there: nothing is read meanwhile that could.
        private void waitForLimits() throws IOException {
            for (Duration wait = limiter.waitFor(sender); wait.isPositive(); wait = limiter.waitFor(sender)) {
                if (body.isGone()) {
                    throw new IOException("the client went away");
                }
                pause(wait);
                reply.write(BLANK_LINE);
            }
        }

        private static void pause(Duration duration) throws IOException {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(duration.toNanos(), LONGEST_PAUSE.toNanos()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", stopped);
            }
        }

        /// Says why the rest is not read, where somebody still listens; then the answer ends without its end.
        private void breakOff(IOException broken) {
            LOG.debugf(
                    "an import broke off after %d chunks: %s",
                    number, broken.getClass().getSimpleName());
            try {
                Problem problem =
                        switch (broken) {
                            case BodyStream.SilentException _ ->
                                Problem.of(408, "body_too_slow", "The import fell silent for too long; send the rest.");
                            case ZipException _ ->
                                Problem.of(400, "invalid_gzip", "The import is not gzip from here on.");
                            default -> Problem.of(400, "unreadable_body", "The import could not be read to its end.");
                        };
                reply.write((problem.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException nobodyListens) {
                // It is broken off below.
            }
            reply.breakOff();
        }
    }

    /// Some lines of an import, judged.
    private final class Chunk {
        private final Instant begun = clock.instant();
        private final BatchReader events;
        private final List<Submission> submissions = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();

        Chunk(Sender sender) {
            this.events = new BatchReader(limits.body(), new Rules(sender, begun));
        }

        void add(Lines.Next.Line line) {
            submissions.add(judge(line.bytes()));
            lines.add(line.number());
        }

        void addTooLong(Lines.Next.TooLong line) {
            submissions.add(rejected(
                    "event_too_large", "a line has at most " + limits.body().eventBytes() + " bytes"));
            lines.add(line.number());
        }

        private Submission judge(byte[] line) {
            try {
                return events.readWhole(line);
            } catch (MalformedJsonException notJson) {
                return rejected("invalid_json", "the line is not JSON: " + EventReader.describe(notJson));
            }
        }

        byte[] verdicts(int number, Outcome outcome) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < submissions.size(); i++) {
                Verdict verdict = outcome.verdicts().get(i);
                if (!(verdict instanceof Verdict.Accepted)) {
                    ObjectNode result = JsonNodeFactory.instance.objectNode().put("line", lines.get(i));
                    Answer.write(result, submissions.get(i), verdict);
                    write(out, result);
                }
            }
            write(
                    out,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("chunk", number)
                            .put("first_line", lines.getFirst())
                            .put("last_line", lines.getLast())
                            .put("accepted", outcome.accepted())
                            .put("rejected", outcome.rejected())
                            .put("retry", outcome.retry()));
            return out.toByteArray();
        }

        private static void write(ByteArrayOutputStream out, ObjectNode line) {
            out.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }

        private static Submission rejected(String code, String detail) {
            return new Submission.Rejected(null, new Verdict.Rejected(code, detail));
        }
    }
}
