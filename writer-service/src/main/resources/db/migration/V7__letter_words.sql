-- However long it takes; sessions are limited otherwise.
SET LOCAL statement_timeout = 0;

-- The words of dead letters move to a table of their own. A letter whose status changes is a new entry in each index of its
-- table, and of these the words were the dearest. What is looked for in them is on far fewer pages, too.
ALTER TABLE dead_letter DROP COLUMN words;

-- Identifiers of a text, which blanks part. Each is one word, however it is joined, with a mark in front that no other
-- word has: `#event-1`.
CREATE FUNCTION ids_of(given text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN array_to_tsvector(string_to_array('#' || replace(lower(given), ' ', ' #'), ' '));

-- Texts in which, for each part of what is wanted, an identifier begins with it, or words begin with all words of it.
-- Blanks part. Null when there is nothing to look for.
CREATE OR REPLACE FUNCTION words_begin(wanted text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT string_agg('(' || concat_ws(' | ', id, words) || ')', ' & ')::tsquery
            FROM regexp_split_to_table(lower(wanted), '\s+') AS part
            CROSS JOIN LATERAL (
                SELECT '''#' || replace(replace(part, '\', '\\'), '''', '''''') || ''':*') AS an_id (id)
            CROSS JOIN LATERAL (
                SELECT string_agg(quote_literal(word) || ':*', ' & ')
                FROM unnest(tsvector_to_array(words_of(part))) AS word) AS begun (words)
            WHERE part <> '');

CREATE FUNCTION words_of_letter(letter dead_letter) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN strip(
        ids_of(coalesce(letter.user_id, '') || ' ' || coalesce(letter.session_id, '') || ' '
            || coalesce(letter.event_id, ''))
            || words_of(coalesce(letter.event_type, '') || ' ' || letter.failure || ' ' || coalesce(letter.detail, '')));

CREATE TABLE dead_letter_words (
    number bigint PRIMARY KEY REFERENCES dead_letter (number) ON DELETE CASCADE,
    words  tsvector NOT NULL
);
INSERT INTO dead_letter_words (number, words)
SELECT letter.number, words_of_letter(letter) FROM dead_letter AS letter ORDER BY letter.number;
CREATE INDEX dead_letter_words_in ON dead_letter_words USING gin (words);

CREATE FUNCTION note_dead_letter_words() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO dead_letter_words (number, words) VALUES (NEW.number, words_of_letter(NEW))
    ON CONFLICT (number) DO UPDATE SET words = excluded.words;
    RETURN NULL;
END
$$;
CREATE TRIGGER dead_letter_words_new AFTER INSERT ON dead_letter
    FOR EACH ROW EXECUTE FUNCTION note_dead_letter_words();
CREATE TRIGGER dead_letter_words_changed
    AFTER UPDATE OF user_id, session_id, event_id, event_type, failure, detail ON dead_letter
    FOR EACH ROW
    WHEN ((OLD.user_id, OLD.session_id, OLD.event_id, OLD.event_type, OLD.failure, OLD.detail)
        IS DISTINCT FROM (NEW.user_id, NEW.session_id, NEW.event_id, NEW.event_type, NEW.failure, NEW.detail))
    EXECUTE FUNCTION note_dead_letter_words();
