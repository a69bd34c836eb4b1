package dev.tidemark.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// What the framework refuses, in the form of all other refusals.
final class Refusals {
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized() {
        Response problem = Problem.response(
                401, "unauthorized", "A valid bearer token is required: Authorization: Bearer <token>.");
        return Response.fromResponse(problem)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper(NotSupportedException.class)
    public Response unsupportedType() {
        return Problem.response(
                415, "unsupported_type", "This Content-Type is not taken here; the API's description says which are.");
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden() {
        return Problem.response(403, "forbidden", "The token names no group that may do this.");
    }
}
