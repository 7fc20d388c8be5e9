/** Expected revisions that are no number, as the function takes them. */
export const ANY = -2;
export const EXISTS = -3;
/** The revision of a stream that does not exist, so that `none` is an expected revision like any other. */
export const NONE = -1;

/** Stands for the revision behind which a refused append would go: below all others. */
const REFUSED = -9;

/**
 * A function, so that the lock and the append are one message and one implicit transaction: the lock is never held while the
 * process that asked for it does something else. Of a function that is volatile each statement has a snapshot of its own:
 * those behind the lock hold everything that was ever committed to the log.
 *
 * Parameters: of each append its stream, expected revision and number of events; of each event the number of its append and
 * its own number in it (both from 1), id, type, schema version, data and metadata. Gives of each append the revision at which
 * its stream stood (null where there was none) and whether it was written, and the position behind which the group was written.
 */
export const CREATE_APPEND_FUNCTION = `
CREATE OR REPLACE FUNCTION event_log_append(
  text[], int[], int[], int[], int[], uuid[], text[], int[], text[], text[],
  OUT actual int[], OUT accepted boolean[], OUT before bigint
) LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
  streams text[] := $1;
  revision int;
  admitted boolean;
  revisions int[] := '{}';
  offsets int[] := '{}';
  written int := 0;
BEGIN
  PERFORM FROM event_log_head FOR UPDATE;
  before := coalesce((SELECT e.position FROM event_log e ORDER BY e.position DESC LIMIT 1), 0);
  FOR nth IN 1 .. cardinality(streams) LOOP
    revision := (SELECT e.revision FROM event_log e WHERE e.stream = streams[nth] ORDER BY e.revision DESC LIMIT 1);
    admitted := CASE $2[nth] WHEN ${ANY} THEN true WHEN ${EXISTS} THEN revision IS NOT NULL
                     ELSE $2[nth] = coalesce(revision, ${NONE}) END;
    actual[nth] := revision;
    accepted[nth] := admitted;
    revisions[nth] := CASE WHEN admitted THEN coalesce(revision, ${NONE}) ELSE ${REFUSED} END;
    offsets[nth] := written;
    IF admitted THEN
      written := written + $3[nth];
    END IF;
  END LOOP;
  INSERT INTO event_log (position, id, stream, revision, type, schema_version, data, metadata)
  SELECT before + offsets[e.nth] + e.step, e.id, streams[e.nth], revisions[e.nth] + e.step, e.type, e.schema_version,
         e.data::json, e.metadata::json
  FROM unnest($4, $5, $6, $7, $8, $9, $10) AS e(nth, step, id, type, schema_version, data, metadata)
  WHERE revisions[e.nth] <> ${REFUSED};
END $body$;
`;
