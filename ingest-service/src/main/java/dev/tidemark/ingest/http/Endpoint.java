package dev.tidemark.ingest.http;

import dev.tidemark.ingest.limits.RateLimiter;
import java.util.function.Function;

/// One thing that can be posted somewhere.
///
/// @param path      where
/// @param mediaType its `Content-Type`, without parameters
/// @param token     where its token is
/// @param kind      by which limit it counts, given the length of its body, or -1
/// @param handler   what is done about it, on a thread that may wait
public record Endpoint(
        String path, String mediaType, TokenPlace token, Function<Long, RateLimiter.Kind> kind, Handler handler) {
    /// Where a call's token is.
    public enum TokenPlace {
        /// In the `Authorization` header: any token of a client or back end.
        HEADER,
        /// In the body, as its member `token`: a beacon token, from calls that can carry no headers.
        BODY
    }

    /// What is done about a call.
    @FunctionalInterface
    public interface Handler {
        /// The answer to a call.
        ///
        /// @throws dev.tidemark.access.Problem when it is refused
        Reply answer(Call call);
    }

    /// An endpoint with its token in the header, whose calls are of a kind by their length.
    public static Endpoint by(String path, String mediaType, Function<Long, RateLimiter.Kind> kind, Handler handler) {
        return new Endpoint(path, mediaType, TokenPlace.HEADER, kind, handler);
    }

    /// An endpoint whose calls are all of one kind.
    public static Endpoint of(String path, String mediaType, TokenPlace token, RateLimiter.Kind kind, Handler handler) {
        return new Endpoint(path, mediaType, token, _ -> kind, handler);
    }
}
