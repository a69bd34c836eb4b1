package dev.tidemark.writer.receipts;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.store.Receipt;
import dev.tidemark.writer.store.Receipts;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// `GET /api/v1/receipts/{id}`: what became of a request's events, for its sender only. Somebody else's receipt looks
/// like one of which nothing is known yet.
@Path("/api/v1/receipts/{id}")
class ReceiptResource {
    private final Receipts receipts;
    private final JsonWebToken token;

    ReceiptResource(Receipts receipts, JsonWebToken token) {
        this.receipts = receipts;
        this.token = token;
    }

    /// What became of them.
    ///
    /// @param status  `pending`, `syncing`, `completed`, `partial` or `failed`
    /// @param size    how many events were handed to Kafka; 0 while nothing is known
    /// @param applied how many are in the store
    /// @param dead    those that are dead letters
    @RegisterForReflection
    record Answer(String receipt, String status, int size, int applied, List<DeadEvent> dead) {}

    /// An event that an operator has to look at.
    ///
    /// @param index  its index in the request
    /// @param reason why
    @RegisterForReflection
    record DeadEvent(int index, String reason) {}

    @GET
    @RolesAllowed({Groups.CLIENT, Groups.BACKEND})
    @RunOnVirtualThread
    public Answer get(@PathParam("id") String id, @QueryParam("without") @DefaultValue("") String without) {
        UUID receipt = read(id);
        BitSet notAwaited = Indexes.read(without);
        try {
            Optional<Receipt> found = receipts.find(receipt, token.getSubject());
            return found.map(known -> answer(receipt, known, known.status(notAwaited)))
                    .orElseGet(() -> new Answer(receipt.toString(), label(Receipt.Status.PENDING), 0, 0, List.of()));
        } catch (StoreException away) {
            throw Problem.of(503, "store_unavailable", "The store does not answer; ask again in a moment.")
                    .retryAfter(Duration.ofSeconds(2));
        }
    }

    private static UUID read(String id) {
        if (id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return UUID.fromString(id);
        }
        throw Problem.of(400, "invalid_receipt", "A receipt is a UUID, as the answer to a request has it.");
    }

    private static Answer answer(UUID receipt, Receipt known, Receipt.Status status) {
        return new Answer(
                receipt.toString(),
                label(status),
                known.size(),
                known.applied().cardinality(),
                known.dead().entrySet().stream()
                        .map(event -> new DeadEvent(event.getKey(), event.getValue()))
                        .toList());
    }

    private static String label(Receipt.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
