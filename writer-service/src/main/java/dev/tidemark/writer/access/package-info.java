/// Who may call the writer: whose tokens are good ([AuthConfig]), what groups there are ([Groups]), how a refusal looks
/// ([Problem]), and the sign-in that a local stack offers ([SignInResource]).
package dev.tidemark.writer.access;
