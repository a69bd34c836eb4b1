package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A session as it is read. Written it is by [SessionTable] alone.
@Entity
@Immutable
@IdClass(Session.Key.class)
@SuppressWarnings("NullAway.Init") // filled in by Hibernate, or by SessionList
public class Session extends PanacheEntityBase {
    @Id
    @Column(name = "user_id")
    public String userId;

    @Id
    @Column(name = "session_id")
    public String sessionId;

    public String status;

    @Column(name = "started_at")
    public @Nullable Instant startedAt;

    @Column(name = "first_seen_at")
    public @Nullable Instant firstSeenAt;

    @Column(name = "last_seen_at")
    public @Nullable Instant lastSeenAt;

    @Column(name = "last_received_at")
    public @Nullable Instant lastReceivedAt;

    @Column(name = "ended_at")
    public @Nullable Instant endedAt;

    @Column(name = "end_reason")
    public @Nullable String endReason;

    @Column(name = "duration_seconds")
    public @Nullable BigDecimal durationSeconds;

    public @Nullable String repository;

    @JdbcTypeCode(SqlTypes.JSON)
    public JsonNode attributes;

    /// What names a session.
    public record Key(String userId, String sessionId) {}

    /// One session.
    static Optional<Session> of(String user, String session) {
        return findByIdOptional(new Key(user, session));
    }
}
