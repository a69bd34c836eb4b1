/// How the pipeline does: [StatusResource], for operators and `./tidemark status`.
package dev.tidemark.writer.status;
