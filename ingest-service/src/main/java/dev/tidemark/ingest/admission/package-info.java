/// Who sends ([Sender]) and how much ([Bodies]): what is refused here has cost next to nothing.
package dev.tidemark.ingest.admission;
