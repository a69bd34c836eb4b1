package dev.tidemark.writer.signin;

import dev.tidemark.access.AuthConfig;
import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Signing in to the page without a token at hand: only on a local stack, and only for a browser on the same machine
/// that asked for the page by a loopback name, so that no other web page and no other machine can have a token.
@Path("/api/v1/sign-in")
@PermitAll
class SignInResource {
    private static final Duration TTL = Duration.ofHours(12);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final LocalConfig local;
    private final PageConfig page;
    private final AuthConfig auth;

    SignInResource(LocalConfig local, PageConfig page, AuthConfig auth) {
        this.local = local;
        this.page = page;
        this.auth = auth;
    }

    /// What the page may offer.
    @RegisterForReflection
    record Offer(boolean local, String ingestUrl) {}

    /// What the page asks for: `view` or `operate`.
    @RegisterForReflection
    record Wish(@Nullable String as) {}

    /// What it gets.
    @RegisterForReflection
    record Token(String token) {}

    @GET
    public Offer offer(@Context HttpServerRequest request) {
        return new Offer(isOffered(request), page.ingestUrl());
    }

    @POST
    @Path("local")
    public Token signIn(@Context HttpServerRequest request, @Nullable Wish wish) {
        if (!isOffered(request)) {
            throw Problem.of(
                    403, "not_local", "Local sign-in is offered by a local stack, to a browser on the same machine.");
        }
        return switch (wish == null || wish.as() == null ? "" : wish.as()) {
            case "view" -> token("local-viewer", Set.of(Groups.VIEWER));
            case "operate" -> token("local-operator", Set.of(Groups.VIEWER, Groups.OPERATOR));
            default ->
                throw Problem.of(400, "invalid_wish", "The body must be {\"as\": \"view\"} or {\"as\": \"operate\"}.");
        };
    }

    private Token token(String subject, Set<String> groups) {
        try {
            String pem = Files.readString(local.signInKey().orElseThrow());
            return new Token(Jwt.issuer(auth.issuer())
                    .audience(auth.audience())
                    .subject(subject)
                    .groups(groups)
                    .expiresIn(TTL)
                    .sign(KeyUtils.decodePrivateKey(pem)));
        } catch (IOException | java.security.GeneralSecurityException unusable) {
            throw new IllegalStateException("TIDEMARK_LOCAL_SIGN_IN_KEY is not the file of a private key", unusable);
        }
    }

    private boolean isOffered(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return local.signInKey().isPresent()
                && isLoopback(request.remoteAddress().hostAddress())
                && request.authority() != null
                && LOOPBACK.contains(hostOf(request.authority().toString()))
                && (origin == null || isLoopbackOrigin(origin));
    }

    private static boolean isLoopbackOrigin(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }

    private static String hostOf(String authority) {
        return authority.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
