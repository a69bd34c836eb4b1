package dev.tidemark.writer.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;

/// How many sessions have a status, in one of the shards in which that is kept.
@Entity
@Table(name = "session_count")
@Immutable
@IdClass(SessionCount.Key.class)
@SuppressWarnings("NullAway.Init") // filled in by Hibernate
public class SessionCount extends PanacheEntityBase {
    @Id
    public short shard;

    @Id
    public String status;

    public long sessions;

    /// What names a count.
    public record Key(short shard, String status) {}

    /// How many sessions have each status; statuses that none has may be missing. Costs the same however many sessions
    /// there are.
    public static Map<String, Long> byStatus() {
        List<SessionCount> shards = listAll();
        return shards.stream()
                .collect(Collectors.groupingBy(count -> count.status, Collectors.summingLong(count -> count.sessions)));
    }
}
