-- The store of the dashboard. What stands here beside the tables is the algebra of dev.tidemark.common.merge in SQL;
-- a property test holds the two together. Identifiers and versions are compared bytewise: COLLATE "C".

-- Microseconds since 1970 as a time. Exact up to 2^53 (the year 2255), and no event is later.
CREATE FUNCTION time_of(micros bigint) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN timestamptz 'epoch' + micros * interval '1 microsecond';

-- Registers: values by name, and beside them versions by name, each [microseconds, event id]. Name by name the greater
-- (microseconds, event id, value text) wins; of more than `most` names the smallest stay. Values are compared as text
-- throughout: as jsonb, 1 and 1.0 would be equal.
CREATE FUNCTION merge_registers(
    a jsonb, a_versions jsonb, b jsonb, b_versions jsonb, most integer, OUT merged jsonb, OUT merged_versions jsonb)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
BEGIN
    IF b = '{}' OR (a::text = b::text AND a_versions = b_versions) THEN
        merged := a;
        merged_versions := a_versions;
    ELSIF a = '{}' THEN
        merged := b;
        merged_versions := b_versions;
    ELSE
        SELECT jsonb_object_agg(name, value), jsonb_object_agg(name, version)
        INTO merged, merged_versions
        FROM (SELECT DISTINCT ON (name COLLATE "C") name, value, version
              FROM (SELECT key AS name, value, a_versions -> key AS version FROM jsonb_each(a)
                    UNION ALL
                    SELECT key, value, b_versions -> key FROM jsonb_each(b)) AS both_sides
              ORDER BY name COLLATE "C",
                       (version ->> 0)::bigint DESC,
                       (version ->> 1) COLLATE "C" DESC,
                       value::text COLLATE "C" DESC
              LIMIT most) AS greatest_of_each;
    END IF;
END
$$;

CREATE TABLE session (
    user_id             text COLLATE "C" NOT NULL,
    session_id          text COLLATE "C" NOT NULL,
    started_at          timestamptz,
    first_seen_at       timestamptz,
    last_seen_at        timestamptz,
    last_received_at    timestamptz,
    ended_at            timestamptz,
    end_occurred_at     timestamptz,
    end_event_id        text COLLATE "C",
    end_value           jsonb,
    expired_at_received timestamptz,
    heard_more          boolean NOT NULL,
    attributes          jsonb NOT NULL,
    attribute_versions  jsonb NOT NULL,
    -- Derived, as the algebra says.
    status              text GENERATED ALWAYS AS (
        CASE
            WHEN ended_at IS NOT NULL THEN 'completed'
            WHEN expired_at_received >= last_received_at THEN 'abandoned'
            ELSE 'in_progress'
        END) VIRTUAL,
    duration_seconds    numeric GENERATED ALWAYS AS (
        coalesce(
            (end_value ->> 'duration_seconds')::numeric,
            trim_scale(greatest(0, extract(epoch FROM ended_at - started_at))))) VIRTUAL,
    end_reason          text GENERATED ALWAYS AS (end_value ->> 'reason') VIRTUAL,
    PRIMARY KEY (user_id, session_id)
) WITH (fillfactor = 80);

-- Newest first. Both columns only ever fall, and rarely, so that heartbeats update no index.
CREATE INDEX session_newest ON session ((coalesce(started_at, first_seen_at)) DESC NULLS LAST, user_id, session_id);
CREATE INDEX session_newest_open ON session ((coalesce(started_at, first_seen_at)) DESC NULLS LAST, user_id, session_id)
    WHERE ended_at IS NULL;

-- How many sessions have each status: kept in the transaction that changes it, in shards so that writers do not wait
-- for each other.
CREATE TABLE session_count (
    shard    smallint NOT NULL,
    status   text     NOT NULL,
    sessions bigint   NOT NULL,
    PRIMARY KEY (shard, status)
) WITH (fillfactor = 50);

-- Events that are one row each. `data` is all that the event says; the rest is read out of it.
CREATE TABLE page_visit (
    user_id     text COLLATE "C" NOT NULL,
    event_id    text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C",
    occurred_at timestamptz NOT NULL,
    visited_at  timestamptz NOT NULL,
    data        jsonb NOT NULL,
    url         text GENERATED ALWAYS AS (data ->> 'url') VIRTUAL,
    title       text GENERATED ALWAYS AS (data ->> 'title') VIRTUAL,
    duration_ms bigint GENERATED ALWAYS AS ((data ->> 'duration_ms')::bigint) VIRTUAL,
    tab_id      text GENERATED ALWAYS AS (data ->> 'tab_id') VIRTUAL,
    PRIMARY KEY (user_id, event_id)
);
CREATE INDEX page_visit_of_session ON page_visit (user_id, session_id, visited_at DESC, event_id)
    WHERE session_id IS NOT NULL;

CREATE TABLE tab_aggregate (
    user_id     text COLLATE "C" NOT NULL,
    event_id    text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C",
    occurred_at timestamptz NOT NULL,
    opened_at   timestamptz,
    closed_at   timestamptz NOT NULL,
    data        jsonb NOT NULL,
    tab_id      text GENERATED ALWAYS AS (data ->> 'tab_id') VIRTUAL,
    page_count  bigint GENERATED ALWAYS AS ((data ->> 'page_count')::bigint) VIRTUAL,
    active_ms   bigint GENERATED ALWAYS AS ((data ->> 'active_ms')::bigint) VIRTUAL,
    PRIMARY KEY (user_id, event_id)
);

CREATE TABLE activity (
    user_id     text COLLATE "C" NOT NULL,
    event_id    text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C",
    occurred_at timestamptz NOT NULL,
    data        jsonb NOT NULL,
    kind        text GENERATED ALWAYS AS (data ->> 'kind') VIRTUAL,
    PRIMARY KEY (user_id, event_id)
);

CREATE TABLE operation (
    user_id         text COLLATE "C" NOT NULL,
    event_id        text COLLATE "C" NOT NULL,
    session_id      text COLLATE "C",
    occurred_at     timestamptz NOT NULL,
    data            jsonb NOT NULL,
    operation       text GENERATED ALWAYS AS (data ->> 'operation') VIRTUAL,
    local_record_id text GENERATED ALWAYS AS (data ->> 'local_record_id') VIRTUAL,
    PRIMARY KEY (user_id, event_id)
);

-- The records that operations make. A record is there (`present`) while its latest field is newer than its latest delete.
CREATE TABLE record (
    user_id        text COLLATE "C" NOT NULL,
    name           text COLLATE "C" NOT NULL,
    record_id      text COLLATE "C" NOT NULL,
    fields         jsonb NOT NULL,
    field_versions jsonb NOT NULL,
    written_at     timestamptz,
    written_by     text COLLATE "C",
    deleted_at     timestamptz,
    deleted_by     text COLLATE "C",
    present        boolean GENERATED ALWAYS AS (
        written_at IS NOT NULL
            AND (deleted_at IS NULL OR written_at > deleted_at OR (written_at = deleted_at AND written_by > deleted_by))
        ) VIRTUAL,
    PRIMARY KEY (user_id, name, record_id)
) WITH (fillfactor = 80);
