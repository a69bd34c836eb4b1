/// Signing in to the dashboard ([SignInResource]).
package dev.tidemark.writer.signin;
