-- However long it takes; sessions are limited otherwise.
SET LOCAL statement_timeout = 0;

-- What became of the events of a request, for the client that asks: one row a receipt and source partition, so that no
-- two writers share one. Bit i stands for the event at index i. Joined by OR, so exact under any redelivery.
CREATE TABLE receipt (
    receipt    uuid NOT NULL,
    source     text COLLATE "C" NOT NULL,
    sender     text COLLATE "C" NOT NULL,
    size       integer NOT NULL,
    applied    bit varying NOT NULL,
    dead       bit varying NOT NULL,
    -- By index: what was the matter.
    reasons    jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (receipt, source)
) WITH (fillfactor = 70);
CREATE INDEX receipt_age ON receipt USING brin (created_at);

-- For removing what is older than it is kept.
CREATE INDEX page_visit_age ON page_visit USING brin (occurred_at);
CREATE INDEX activity_age ON activity USING brin (occurred_at);

-- Both, the shorter one filled up with zeros.
CREATE FUNCTION or_bits(a bit varying, b bit varying) RETURNS bit varying
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (a || repeat('0', greatest(0, length(b) - length(a)))::bit varying)
         | (b || repeat('0', greatest(0, length(a) - length(b)))::bit varying);

-- Lanes that the flood breaker stopped, until an operator resumes them.
CREATE TABLE lane_stop (
    lane         text PRIMARY KEY,
    stopped_at   timestamptz NOT NULL DEFAULT now(),
    dead_letters integer NOT NULL,
    users        integer NOT NULL
);

-- How many dead letters of a lane an operator lets through all the same.
CREATE TABLE lane_pass (
    lane      text PRIMARY KEY,
    remaining bigint NOT NULL,
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT now()
);

-- The last rebuild, wherever it runs: any instance can say how far it is. Numbers count events.
CREATE TABLE rebuild (
    singleton   boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    from_time   timestamptz NOT NULL,
    state       text NOT NULL,
    total       bigint NOT NULL DEFAULT 0,
    done        bigint NOT NULL DEFAULT 0,
    not_applied bigint NOT NULL DEFAULT 0,
    started_by  text NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    cancelled   boolean NOT NULL DEFAULT false
);

-- Registers also know their span: [least and greatest time of writing, number of names], the first no more and the last no
-- less than they are. Where all of one side was written after all of the other, which is the usual way of things, the
-- join is plain concatenation.
ALTER TABLE session ADD COLUMN attribute_span bigint[];
ALTER TABLE record ADD COLUMN field_span bigint[];

DROP FUNCTION merge_registers;
CREATE FUNCTION merge_registers(
    a jsonb, a_versions jsonb, a_span bigint[], b jsonb, b_versions jsonb, b_span bigint[], most integer,
    OUT merged jsonb, OUT merged_versions jsonb, OUT merged_span bigint[])
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
BEGIN
    IF b_span[1] > a_span[2] AND a_span[3] + b_span[3] <= most THEN
        merged := a || b;
        merged_versions := a_versions || b_versions;
        merged_span := ARRAY[a_span[1], b_span[2], a_span[3] + b_span[3]];
    ELSIF b = '{}' OR (a::text = b::text AND a_versions = b_versions) THEN
        merged := a;
        merged_versions := a_versions;
        merged_span := a_span;
    ELSIF a = '{}' THEN
        merged := b;
        merged_versions := b_versions;
        merged_span := b_span;
    ELSE
        SELECT jsonb_object_agg(name, value), jsonb_object_agg(name, version),
               ARRAY[min((version ->> 0)::bigint), max((version ->> 0)::bigint), count(*)]
        INTO merged, merged_versions, merged_span
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

-- Newest first, by what is cheap to keep: sessions of the same moment are sorted when they are read.
DROP INDEX session_newest;
DROP INDEX session_newest_open;
CREATE INDEX session_newest ON session ((coalesce(started_at, first_seen_at)) DESC NULLS LAST);
CREATE INDEX session_newest_open ON session ((coalesce(started_at, first_seen_at)) DESC NULLS LAST)
    WHERE ended_at IS NULL;
