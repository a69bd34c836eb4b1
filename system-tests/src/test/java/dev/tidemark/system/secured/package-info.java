/// The packaged services as production has them: told by environment variables alone.
package dev.tidemark.system.secured;
