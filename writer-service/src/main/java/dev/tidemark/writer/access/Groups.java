package dev.tidemark.writer.access;

/// The groups of tokens that the writer serves.
public final class Groups {
    /// May see the dashboard and the state of the pipeline.
    public static final String VIEWER = "tidemark-viewer";

    /// May inspect, edit and replay dead letters.
    public static final String OPERATOR = "tidemark-operator";

    private Groups() {}
}
