package dev.tidemark.cli.stack;

import java.nio.file.Path;

/// What a server needs so that clients reach it over TLS alone, and with a password.
///
/// @param certificate its certificate, as PEM
/// @param key         the private key of that, as PEM (PKCS 8)
/// @param password    of the user `tidemark`
public record Tls(Path certificate, Path key, String password) {}
