-- However long it takes; sessions are limited otherwise.
SET LOCAL statement_timeout = 0;

-- Microseconds since 1970 as a time. By way of a double, which is exact to the microsecond up to 2106, and cheap: unlike
-- adding an interval, it is IMMUTABLE all through, so that it is inlined.
CREATE OR REPLACE FUNCTION time_of(micros bigint) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_timestamp(micros / 1e6::double precision);

-- Versions become texts that are ordered as they stand: microseconds since 1970 in 16 digits, a space, the event's id.
UPDATE session SET
    attribute_versions = coalesce(
        (SELECT jsonb_object_agg(key, lpad(value ->> 0, 16, '0') || ' ' || (value ->> 1))
         FROM jsonb_each(attribute_versions)), '{}'),
    attribute_span = (SELECT ARRAY[min((value ->> 0)::bigint), max((value ->> 0)::bigint), count(*)]
                      FROM jsonb_each(attribute_versions));
UPDATE record SET
    field_versions = coalesce(
        (SELECT jsonb_object_agg(key, lpad(value ->> 0, 16, '0') || ' ' || (value ->> 1))
         FROM jsonb_each(field_versions)), '{}'),
    field_span = (SELECT ARRAY[min((value ->> 0)::bigint), max((value ->> 0)::bigint), count(*)]
                  FROM jsonb_each(field_versions));
ALTER TABLE session
    ALTER COLUMN attribute_span SET DEFAULT '{NULL, NULL, 0}',
    ALTER COLUMN attribute_span SET NOT NULL;
ALTER TABLE record
    ALTER COLUMN field_span SET DEFAULT '{NULL, NULL, 0}',
    ALTER COLUMN field_span SET NOT NULL;

DROP FUNCTION merge_registers;

-- The join of registers, name by name: the greater (version, value text) wins; of more than `most` names the smallest
-- stay. Values are compared as text throughout: as jsonb, 1 and 1.0 would be equal.
CREATE FUNCTION merge_by_name(a jsonb, a_versions jsonb, b jsonb, b_versions jsonb, most integer)
    RETURNS TABLE (merged jsonb, merged_versions jsonb, merged_span bigint[])
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT jsonb_object_agg(name, value), jsonb_object_agg(name, version),
           ARRAY[left(min(version), 16)::bigint, left(max(version), 16)::bigint, count(*)]
    FROM (SELECT DISTINCT ON (name COLLATE "C") name, value, version COLLATE "C" AS version
          FROM (SELECT key AS name, value, a_versions ->> key AS version FROM jsonb_each(a)
                UNION ALL
                SELECT key, value, b_versions ->> key FROM jsonb_each(b)) AS both_sides
          ORDER BY name COLLATE "C", version COLLATE "C" DESC, value::text COLLATE "C" DESC
          LIMIT most) AS greatest_of_each
$$;

-- The join of registers. Where all of one side was written after all of the other, which is the usual way of things,
-- it is plain concatenation. A span is [least and greatest time of writing, number of names], the first no more and the
-- others no less than they are; without names, [null, null, 0].
CREATE FUNCTION merge_registers(
    a jsonb, a_versions jsonb, a_span bigint[], b jsonb, b_versions jsonb, b_span bigint[], most integer)
    RETURNS TABLE (merged jsonb, merged_versions jsonb, merged_span bigint[])
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT a || b, a_versions || b_versions,
           ARRAY[least(a_span[1], b_span[1]), greatest(a_span[2], b_span[2]), a_span[3] + b_span[3]]
    WHERE coalesce(a_span[2] < b_span[1], true) AND a_span[3] + b_span[3] <= most
    UNION ALL
    SELECT b || a, b_versions || a_versions, ARRAY[b_span[1], a_span[2], a_span[3] + b_span[3]]
    WHERE b_span[2] < a_span[1] AND a_span[3] + b_span[3] <= most
    UNION ALL
    SELECT merged, merged_versions, merged_span FROM merge_by_name(a, a_versions, b, b_versions, most)
    LIMIT 1
$$;
