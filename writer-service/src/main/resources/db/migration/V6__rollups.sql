-- What happened, minute by minute and by repository. The new columns rewrite the sessions once, however long it takes;
-- sessions of the database are limited otherwise.
SET LOCAL statement_timeout = 0;

-- The repository that a session names: `owner/name`, both texts and together at most 200 bytes; or none.
CREATE FUNCTION repository_of(attributes jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN jsonb_typeof(attributes -> 'repo_owner') = 'string' AND jsonb_typeof(attributes -> 'repo_name') = 'string'
            AND octet_length(attributes ->> 'repo_owner') + octet_length(attributes ->> 'repo_name') < 200
            THEN (attributes ->> 'repo_owner') || '/' || (attributes ->> 'repo_name')
    END;

-- Columns of their own, so that other attributes, and when a session was last seen, may change without touching an index.
-- `abandoned_at` is when an abandoned session was last seen.
ALTER TABLE session
    ADD COLUMN repository text COLLATE "C" GENERATED ALWAYS AS (repository_of(attributes)) STORED,
    ADD COLUMN abandoned_at timestamptz GENERATED ALWAYS AS (
        CASE WHEN ended_at IS NULL AND expired_at_received >= last_received_at THEN last_seen_at END) STORED;
-- Unknown rather than 0 where there is no end, or no start and nothing said.
ALTER TABLE session
    ALTER COLUMN duration_seconds SET EXPRESSION AS (
        coalesce(
            (end_value ->> 'duration_seconds')::numeric,
            CASE WHEN started_at <= ended_at THEN trim_scale(extract(epoch FROM ended_at - started_at))
                WHEN started_at > ended_at THEN 0 END));

-- A repository's sessions, newest first; and a session by its id alone.
CREATE INDEX session_of_repository
    ON session (repository, (coalesce(started_at, first_seen_at)) DESC NULLS LAST, user_id, session_id)
    WHERE repository IS NOT NULL;
CREATE INDEX session_by_id ON session (session_id, user_id);

-- Those that ended or were last seen in a minute, when it is counted again. (Those that began in it: session_newest.)
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX session_abandoned ON session (abandoned_at) WHERE abandoned_at IS NOT NULL;

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

-- Minutes that are to be counted again. A minute may stand here many times, so that those who add one never wait for
-- each other; who counts it takes all of them.
CREATE TABLE rollup_due (
    minute timestamptz NOT NULL
);
CREATE INDEX rollup_due_minute ON rollup_due (minute);

-- What is there already and too old to be summed up as it changes.
INSERT INTO rollup_due (minute)
SELECT DISTINCT date_bin('1 minute', time, 'epoch')
FROM session, unnest(ARRAY[coalesce(started_at, first_seen_at), ended_at, abandoned_at]) AS time
WHERE time < now() - interval '120 hours';

-- Whoever writes rollups waits for whoever does so already: what is counted from the sessions and what was summed up as
-- they changed never cross, nor do any two wait for each other in a circle. Nothing else is locked after it.
CREATE FUNCTION lock_rollups() RETURNS void
    LANGUAGE sql AS
$$ SELECT pg_advisory_xact_lock(x'74696465726f6c6c'::bigint) $$;

-- Bounds of durations in seconds, two an octave, from one second to twelve days.
CREATE FUNCTION duration_bounds() RETURNS numeric[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072,
        4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152, 65536, 98304, 131072, 196608, 262144, 393216, 524288, 786432,
        1048576]::numeric[];
