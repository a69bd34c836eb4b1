package dev.tidemark.access;

/// The groups that a token may name.
public final class Groups {
    /// May send events about itself.
    public static final String CLIENT = "tidemark-client";

    /// May send events that name their user.
    public static final String BACKEND = "tidemark-backend";

    /// May see the dashboard and the state of the pipeline.
    public static final String VIEWER = "tidemark-viewer";

    /// May inspect, edit and replay dead letters.
    public static final String OPERATOR = "tidemark-operator";

    private Groups() {}
}
