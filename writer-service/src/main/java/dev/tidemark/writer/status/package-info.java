/// How the pipeline does: [StatusResource] asks when it is asked, for operators and `./tidemark status`;
/// [PipelineHealth] has it looked after for pages that cannot wait.
package dev.tidemark.writer.status;
