/// The packaged services as production has them: told by environment variables alone, and before servers that are
/// reached over TLS and with passwords.
package dev.tidemark.system.secured;
