-- What happened, minute by minute and by repository. Adding the column to a session rewrites that table once.

-- The repository that a session names: `owner/name`, both texts and together at most 200 bytes; or none.
CREATE FUNCTION repository_of(attributes jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN jsonb_typeof(attributes -> 'repo_owner') = 'string' AND jsonb_typeof(attributes -> 'repo_name') = 'string'
            AND octet_length(attributes ->> 'repo_owner') + octet_length(attributes ->> 'repo_name') < 200
            THEN (attributes ->> 'repo_owner') || '/' || (attributes ->> 'repo_name')
    END;

-- Columns of their own, so that other columns may change without touching an index: a heartbeat changes neither.
DROP INDEX session_newest_open;
ALTER TABLE session DROP COLUMN status;
ALTER TABLE session
    ADD COLUMN status text COLLATE "C" NOT NULL GENERATED ALWAYS AS (
        CASE
            WHEN ended_at IS NOT NULL THEN 'completed'
            WHEN expired_at_received >= last_received_at THEN 'abandoned'
            ELSE 'in_progress'
        END) STORED,
    ADD COLUMN repository text COLLATE "C" GENERATED ALWAYS AS (repository_of(attributes)) STORED;

-- Lists, newest first: each is some of these ranges, so that no list has to pass over what it does not show. A list of
-- all is one of three statuses, and so are the sessions that were opened in some minute. And a session by its id alone.
DROP INDEX session_newest;
CREATE INDEX session_of_status ON session (status, (coalesce(started_at, first_seen_at)) DESC NULLS LAST);
CREATE INDEX session_of_user ON session (user_id, status, (coalesce(started_at, first_seen_at)) DESC NULLS LAST);
CREATE INDEX session_of_repository
    ON session (repository, status, (coalesce(started_at, first_seen_at)) DESC NULLS LAST)
    WHERE repository IS NOT NULL;
CREATE INDEX session_by_id ON session (session_id, user_id);

-- What happened in a session, newest first; of page visits there is one already.
CREATE INDEX activity_of_session ON activity (user_id, session_id, occurred_at DESC, event_id)
    WHERE session_id IS NOT NULL;
CREATE INDEX tab_aggregate_of_session ON tab_aggregate (user_id, session_id, closed_at DESC, event_id)
    WHERE session_id IS NOT NULL;
CREATE INDEX operation_of_session ON operation (user_id, session_id, occurred_at DESC, event_id)
    WHERE session_id IS NOT NULL;

-- Where the sessions of a minute are when it is counted again. Ranges of blocks: heartbeats update no index of rows.
CREATE INDEX session_minutes ON session USING brin (ended_at, last_seen_at) WITH (pages_per_range = 32);

-- What happened in a minute. `repository` is '' for all sessions together, those without one included; else those of
-- that repository. A session counts in the minute of its start (`started`) or, without one, of when it was first seen
-- (`unstarted`); in that of its end; and while it is abandoned in that of when it was last seen. So the sessions that were
-- open at some time are the sum of started + unstarted - ended - abandoned until then.
CREATE TABLE rollup (
    repository text COLLATE "C" NOT NULL,
    minute     timestamptz NOT NULL,
    started    bigint NOT NULL,
    unstarted  bigint NOT NULL,
    ended      bigint NOT NULL,
    abandoned  bigint NOT NULL,
    -- How many of those that ended took how long: element i + 1 counts durations that reach i of the bounds of
    -- duration_bounds().
    durations  bigint[] NOT NULL,
    -- Of two sums of the same minute the one made later holds.
    summed_at  timestamptz NOT NULL,
    -- Whether it was counted from the sessions themselves. Then it always is.
    recounted  boolean NOT NULL,
    -- When this row was written: what a page that was away asks by.
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (repository, minute)
) WITH (fillfactor = 70);
CREATE INDEX rollup_minute ON rollup (minute);

-- Minutes that are to be counted again. A minute may stand here many times; who counts it takes all of them.
CREATE TABLE rollup_due (
    minute timestamptz NOT NULL
);

-- Bounds of durations in seconds, two an octave, from one second to twelve days.
CREATE FUNCTION duration_bounds() RETURNS numeric[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072,
        4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152, 65536, 98304, 131072, 196608, 262144, 393216, 524288, 786432,
        1048576]::numeric[];
