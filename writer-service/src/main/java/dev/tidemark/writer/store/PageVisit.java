package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.panache.common.Page;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A page visit as it is read.
@Entity
@Table(name = "page_visit")
@Immutable
@IdClass(PageVisit.Key.class)
@SuppressWarnings("NullAway.Init") // filled in by Hibernate
public class PageVisit extends PanacheEntityBase {
    @Id
    @Column(name = "user_id")
    @JsonIgnore
    public String userId;

    @Id
    @Column(name = "event_id")
    public String eventId;

    @Column(name = "session_id")
    @JsonIgnore
    public @Nullable String sessionId;

    @Column(name = "visited_at")
    public Instant visitedAt;

    public String url;

    public @Nullable String title;

    @Column(name = "duration_ms")
    public @Nullable Long durationMs;

    /// What names a page visit.
    public record Key(String userId, String eventId) {}

    /// The newest page visits of a session.
    public static List<PageVisit> ofSession(String user, String session, int most) {
        return find("userId = ?1 and sessionId = ?2 order by visitedAt desc, eventId", user, session)
                .page(Page.ofSize(most))
                .list();
    }
}
