package dev.tidemark.writer;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every refusal, ours and the framework's, as a problem document.
final class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);

    @ServerExceptionMapper
    public Response refused(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
        problem.headers().forEach(response::header);
        return response.build();
    }

    /// The store did not do what a call wanted of it: it is away, or the call has a text that no store can hold.
    @ServerExceptionMapper
    public Response refused(StoreException refusal) {
        LOG.warnf("a call was refused sqlstate=%s", refusal.failure().sqlState());
        return refused(
                refusal.failure() instanceof Failure.Poison
                        ? Problem.of(400, "invalid_request", "The call has a text that the store cannot hold.")
                        : Problem.of(503, "store_unavailable", "The store does not answer; try again in a moment.")
                                .retryAfter(Duration.ofSeconds(2)));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized() {
        Response problem = refused(
                Problem.of(401, "unauthorized", "A valid bearer token is required: Authorization: Bearer <token>."));
        return Response.fromResponse(problem)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper(NotSupportedException.class)
    public Response unsupportedType() {
        return refused(Problem.of(
                415, "unsupported_type", "This Content-Type is not taken here; the API's description says which are."));
    }

    /// The framework's own refusals, such as of a body that is no JSON.
    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        return switch (status) {
            case 400 -> refused(Problem.of(400, "invalid_request", "The request is not of the form of this call."));
            case 404 -> refused(Problem.of(404, "not_found", "There is no such call."));
            case 405 -> refused(Problem.of(405, "method_not_allowed", "This call has another method."));
            default -> refusal.getResponse();
        };
    }

    @ServerExceptionMapper
    public Response notOfThatForm(MismatchedInputException body) {
        return refused(Problem.of(400, "invalid_request", "The body is not of the form of this call."));
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden() {
        return refused(Problem.of(403, "forbidden", "The token names no group that may do this."));
    }
}
