package dev.tidemark.writer;

import dev.tidemark.access.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every refusal, ours and the framework's, as a problem document.
final class Refusals {
    @ServerExceptionMapper
    public Response refused(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
        problem.headers().forEach(response::header);
        return response.build();
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

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden() {
        return refused(Problem.of(403, "forbidden", "The token names no group that may do this."));
    }
}
