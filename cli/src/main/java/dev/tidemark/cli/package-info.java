/// What stands behind `./tidemark`: one class a subcommand, starting at [dev.tidemark.cli.Tidemark]; the embedded
/// stack that `up` starts lives in [dev.tidemark.cli.stack], what its
/// demo shows in [dev.tidemark.cli.demo].
package dev.tidemark.cli;
