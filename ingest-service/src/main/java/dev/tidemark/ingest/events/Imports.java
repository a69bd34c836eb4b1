package dev.tidemark.ingest.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.json.JsonReader;
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
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
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
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Pipeline pipeline;
    private final Limits limits;
    private final RateLimiter limiter;
    private final InFlightBytes inFlight;
    private final Intake intake;
    private final Clock clock;

    Imports(Pipeline pipeline, Limits limits, RateLimiter limiter, InFlightBytes inFlight, Intake intake, Clock clock) {
        this.pipeline = pipeline;
        this.limits = limits;
        this.limiter = limiter;
        this.inFlight = inFlight;
        this.intake = intake;
        this.clock = clock;
    }

    /// Takes an admitted import to its end. On its event loop.
    public void take(Exchange exchange, Sender sender) {
        Encoding encoding = Encoding.named(exchange.request().getHeader("Content-Encoding"));
        BodyStream body = new BodyStream(exchange, limits.body().time());
        ReplyStream reply = new ReplyStream(exchange, limits.body().time());
        pipeline.onThread(exchange, () -> new Import(sender, encoding, exchange.traceparent(), body, reply).run());
    }

    /// One import.
    private final class Import {
        private final Sender sender;
        private final Encoding encoding;
        private final @Nullable String traceparent;
        private final InputStream body;
        private final ReplyStream reply;
        private int number;

        Import(Sender sender, Encoding encoding, @Nullable String traceparent, InputStream body, ReplyStream reply) {
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
                Lines lines = new Lines(unpacked(), limits.body().eventBytes());
                for (Chunk chunk = read(lines); !chunk.isEmpty(); chunk = read(lines)) {
                    Outcome outcome =
                            intake.takeChunk(sender, chunk.submissions, chunk.bytes, chunk.receivedAt, traceparent);
                    reply.write(chunk.verdicts(number++, outcome));
                    slowDown(outcome);
                }
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

        private InputStream unpacked() throws IOException {
            return switch (encoding) {
                case IDENTITY -> body;
                case GZIP -> new GZIPInputStream(body, 64 << 10);
            };
        }

        private Chunk read(Lines lines) throws IOException {
            Chunk chunk = new Chunk(new BatchReader(limits.body(), new Rules(sender, clock.instant())));
            while (chunk.submissions.size() < CHUNK_LINES && chunk.bytes < CHUNK_BYTES) {
                Lines.Line line = lines.next();
                if (line == null) {
                    break;
                }
                chunk.add(line);
            }
            return chunk;
        }

        /// Waits while its sender has brought more than it may, and a moment when Kafka does not take it.
        private void slowDown(Outcome outcome) {
            Duration pause = limiter.waitFor(sender);
            if (outcome.retry() > 0) {
                pause = pause.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : pause;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), LONGEST_PAUSE.toNanos()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
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
        private final Instant receivedAt = clock.instant();
        private final BatchReader events;
        private final List<Submission> submissions = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private long bytes;

        Chunk(BatchReader events) {
            this.events = events;
        }

        boolean isEmpty() {
            return submissions.isEmpty();
        }

        void add(Lines.Line line) {
            submissions.add(judge(line));
            lines.add(line.number());
            bytes += line.bytes().length;
        }

        private Submission judge(Lines.Line line) {
            if (line.isTooLong()) {
                return rejected(
                        "event_too_large", "a line has at most " + limits.body().eventBytes() + " bytes");
            }
            try {
                JsonReader reader = new JsonReader(line.bytes(), EventReader.MAX_DEPTH);
                Submission event = events.readEvent(reader);
                reader.requireEnd();
                return event;
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
