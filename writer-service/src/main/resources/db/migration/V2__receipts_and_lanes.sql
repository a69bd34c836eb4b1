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
