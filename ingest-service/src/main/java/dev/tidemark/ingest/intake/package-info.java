/// What is done with judged events, whatever form they came in ([Intake]), and how its [Outcome] is told ([Answer]).
package dev.tidemark.ingest.intake;
