-- Dead letters that are sent again or, in a dry run, tried out. A replay is a task: whichever instance holds its lease
-- works on it.
CREATE TABLE replay (
    id          uuid PRIMARY KEY,
    number      bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    dry_run     boolean NOT NULL,
    state       text NOT NULL CHECK (state IN ('running', 'paused', 'cancelled', 'completed')),
    selection   jsonb NOT NULL,
    rate        integer NOT NULL,
    lane        text NOT NULL,
    cap         integer NOT NULL,
    started_by  text NOT NULL,
    why         text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    -- Kafka has all of its letters up to this position.
    sent_to     bigint NOT NULL DEFAULT 0,
    owner       text,
    lease_until timestamptz
) WITH (fillfactor = 50);
CREATE INDEX replay_to_do ON replay (number) WHERE state = 'running';

-- What a replay is to send, in the order of the letters' numbers, and what became of each. Only the writer says `applied`,
-- in the transaction of the event's effect, and only the projection says `failed`, when the event is dead again. Of a
-- dry run it is what would become of each.
CREATE TABLE replay_item (
    replay   uuid   NOT NULL REFERENCES replay,
    position bigint NOT NULL,
    origin   text COLLATE "C" NOT NULL,
    outcome  text   NOT NULL CHECK (outcome IN ('pending', 'applied', 'failed', 'skipped', 'undecided')),
    failure  text,
    detail   text,
    PRIMARY KEY (replay, position),
    UNIQUE (origin, replay)
) WITH (fillfactor = 70);
CREATE INDEX replay_item_pending ON replay_item (replay, position) WHERE outcome = 'pending';
