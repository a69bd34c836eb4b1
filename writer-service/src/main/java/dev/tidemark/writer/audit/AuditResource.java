package dev.tidemark.writer.audit;

import dev.tidemark.access.Groups;
import dev.tidemark.writer.Paging;
import dev.tidemark.writer.store.AuditEntry;
import dev.tidemark.writer.store.Audits;
import dev.tidemark.writer.store.Page;
import dev.tidemark.writer.store.StoreException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/audit`: who did what, and why.
@Path("/api/v1/audit")
class AuditResource {
    private final Audits audits;

    AuditResource(Audits audits) {
        this.audits = audits;
    }

    /// Some of the audit, newest first.
    ///
    /// @param next what to give as `after` for those before; null when there are none
    @RegisterForReflection
    record Entries(List<AuditEntry> entries, @Nullable String next) {}

    @GET
    @RolesAllowed({Groups.VIEWER, Groups.OPERATOR})
    @RunOnVirtualThread
    public Entries list(
            @QueryParam("target") @Nullable String target,
            @QueryParam("who") @Nullable String who,
            @QueryParam("action") @Nullable String action,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after)
            throws StoreException {
        Paging paging = Paging.read(limit, after);
        Page<AuditEntry, Long> page = audits.page(target, who, action, paging.limit(), paging.after());
        return new Entries(page.items(), Paging.cursor(page.next()));
    }
}
