package dev.tidemark.ingest.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidemark.ingest.admission.BeaconTokens;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.http.Reply;
import jakarta.enterprise.context.ApplicationScoped;

/// `POST /api/v1/beacon-token`: a token for the moment when the page closes.
@ApplicationScoped
public class BeaconTokenDesk {
    private final BeaconTokens tokens;

    BeaconTokenDesk(BeaconTokens tokens) {
        this.tokens = tokens;
    }

    /// A token of this sender.
    public Reply post(Sender sender) {
        return Reply.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("token", tokens.mint(sender.user()))
                        .put("expires_in", tokens.ttl().toSeconds()));
    }
}
