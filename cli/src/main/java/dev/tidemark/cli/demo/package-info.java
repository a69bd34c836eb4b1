/// What `./tidemark up --demo` has to show: a crowd that lives through sessions, sent to ingest as a back end would.
/// Start at [dev.tidemark.cli.demo.Demo], the main class of its process; [dev.tidemark.cli.demo.Traffic] asks a
/// [dev.tidemark.cli.demo.Crowd] what happens now and sends it, and each [dev.tidemark.cli.demo.User] of it is a state
/// machine that knows no clock.
package dev.tidemark.cli.demo;
