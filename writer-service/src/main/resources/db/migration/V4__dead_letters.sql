-- The dead letters of the topic, made searchable, and what operators decided about them.

-- The words of a text as an index of words holds them. What joins words in identifiers parts them here: a search for
-- `invalid` finds poison/invalid_json.
CREATE FUNCTION words_of(given text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_tsvector('simple'::regconfig, translate(given, '-_./:@=%#+&<>\''"', '                '));

-- Texts in which each of these words is, or begins one. Null when there is no word to look for.
CREATE FUNCTION words_begin(wanted text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT string_agg(quote_literal(word) || ':*', ' & ')::tsquery
            FROM unnest(tsvector_to_array(words_of(wanted))) AS word);

-- One row a letter, however often its event died. What the event is comes from its first death, what was the matter
-- from its last: a death is [time in microseconds, partition, offset], and deaths are ordered by that. Bytes are the
-- original ones; an edit stands beside them.
CREATE TABLE dead_letter (
    origin          text COLLATE "C" PRIMARY KEY,
    number          bigint GENERATED ALWAYS AS IDENTITY,
    user_id         text COLLATE "C",
    session_id      text COLLATE "C",
    event_id        text COLLATE "C",
    event_type      text COLLATE "C",
    failure         text COLLATE "C" NOT NULL,
    detail          text,
    sql_state       text,
    fingerprint     text COLLATE "C" NOT NULL,
    attempts        integer NOT NULL,
    deaths          integer NOT NULL,
    first_death     bigint[] NOT NULL,
    last_death      bigint[] NOT NULL,
    first_failed_at timestamptz NOT NULL,
    last_failed_at  timestamptz NOT NULL,
    writer          text,
    key             bytea,
    value           bytea,
    -- [{"name", "text"} or {"name", "base64"}]
    headers         jsonb NOT NULL,
    edited          bytea,
    edited_at       timestamptz,
    edited_by       text,
    status          text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'discarded', 'applied')),
    reason          text,
    decided_at      timestamptz,
    decided_by      text,
    -- Grows with every change.
    version         bigint NOT NULL DEFAULT 1,
    words           tsvector GENERATED ALWAYS AS (words_of(
        coalesce(user_id, '') || ' ' || coalesce(session_id, '') || ' ' || coalesce(event_id, '') || ' '
            || coalesce(event_type, '') || ' ' || failure || ' ' || coalesce(detail, ''))) STORED
) WITH (fillfactor = 80);
-- A page is found in these alone, however many letters of another time or status are passed over.
CREATE UNIQUE INDEX dead_letter_number ON dead_letter (number) INCLUDE (status, last_failed_at);
CREATE INDEX dead_letter_status ON dead_letter (status, number) INCLUDE (last_failed_at);
CREATE INDEX dead_letter_group_of ON dead_letter (fingerprint, number) INCLUDE (status, last_failed_at);
CREATE INDEX dead_letter_user ON dead_letter (user_id, number) INCLUDE (status, last_failed_at);
CREATE INDEX dead_letter_type ON dead_letter (event_type, number) INCLUDE (status, last_failed_at);
CREATE INDEX dead_letter_time ON dead_letter (last_failed_at) INCLUDE (number, status);
CREATE INDEX dead_letter_oldest ON dead_letter (first_failed_at) WHERE status = 'open';
CREATE INDEX dead_letter_words ON dead_letter USING gin (words);

-- Each record of the topic, once.
CREATE TABLE dead_letter_death (
    origin    text COLLATE "C" NOT NULL REFERENCES dead_letter ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    partition integer NOT NULL,
    "offset"  bigint NOT NULL,
    failed_at timestamptz NOT NULL,
    failure   text NOT NULL,
    detail    text,
    sql_state text,
    attempts  integer NOT NULL,
    writer    text,
    replay    uuid,
    PRIMARY KEY (origin, partition, "offset")
);

-- Letters that died of the same. Counts are kept by the triggers below, in the transaction that changes a letter.
CREATE TABLE dead_letter_group (
    fingerprint     text COLLATE "C" PRIMARY KEY,
    failure         text NOT NULL,
    event_type      text,
    message         text NOT NULL,
    open            bigint NOT NULL DEFAULT 0,
    discarded       bigint NOT NULL DEFAULT 0,
    applied         bigint NOT NULL DEFAULT 0,
    first_failed_at timestamptz NOT NULL,
    last_failed_at  timestamptz NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX dead_letter_group_newest ON dead_letter_group (last_failed_at DESC);

-- Whoever changes counts waits for whoever does so already, so that no two wait for each other in a circle. It is the
-- last thing that a transaction does, and short.
CREATE FUNCTION lock_dead_letter_counts() RETURNS void
    LANGUAGE sql AS
$$ SELECT pg_advisory_xact_lock(x'746964656c657474'::bigint) $$;

CREATE FUNCTION count_new_dead_letters() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM lock_dead_letter_counts();
    UPDATE dead_letter_group AS g
    SET open = g.open + change.open, discarded = g.discarded + change.discarded, applied = g.applied + change.applied
    FROM (SELECT fingerprint,
                 count(*) FILTER (WHERE status = 'open') AS open,
                 count(*) FILTER (WHERE status = 'discarded') AS discarded,
                 count(*) FILTER (WHERE status = 'applied') AS applied
          FROM after_it
          GROUP BY fingerprint) AS change
    WHERE g.fingerprint = change.fingerprint;
    RETURN NULL;
END
$$;
CREATE TRIGGER dead_letter_inserted AFTER INSERT ON dead_letter
    REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION count_new_dead_letters();

CREATE FUNCTION count_changed_dead_letters() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM lock_dead_letter_counts();
    UPDATE dead_letter_group AS g
    SET open = g.open + change.open, discarded = g.discarded + change.discarded, applied = g.applied + change.applied
    FROM (SELECT fingerprint,
                 coalesce(sum(one) FILTER (WHERE status = 'open'), 0) AS open,
                 coalesce(sum(one) FILTER (WHERE status = 'discarded'), 0) AS discarded,
                 coalesce(sum(one) FILTER (WHERE status = 'applied'), 0) AS applied
          FROM (SELECT fingerprint, status, 1 AS one FROM after_it
                UNION ALL
                SELECT fingerprint, status, -1 FROM before_it) AS changed
          GROUP BY fingerprint) AS change
    WHERE g.fingerprint = change.fingerprint AND (change.open, change.discarded, change.applied) <> (0, 0, 0);
    RETURN NULL;
END
$$;
CREATE TRIGGER dead_letter_updated AFTER UPDATE ON dead_letter
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION count_changed_dead_letters();

-- The last rebuild of all this from the topic, wherever it runs. Numbers count records.
CREATE TABLE dead_letter_rebuild (
    singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    state      text NOT NULL,
    read       bigint NOT NULL DEFAULT 0,
    total      bigint NOT NULL DEFAULT 0,
    started_by text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Who did what, and why. Rows are added, in the transaction of what they tell, and never changed.
CREATE TABLE audit (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL DEFAULT now(),
    who    text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    why    text,
    detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_target ON audit (target, id);

CREATE FUNCTION refuse_to_forget() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION 'the audit is only ever added to';
END
$$;
CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_forget();
