import type { Queryable } from '../postgres/tables';

/**
 * Creates the tables of durable subscriptions and projections in the first schema of the connection's search path; does
 * nothing where they are. They lie where the effects lie, which need not be where the log lies.
 */
export async function createSubscriptions(client: Queryable): Promise<void> {
  await client.query(CREATE_SUBSCRIPTIONS);
}

const CREATE_SUBSCRIPTIONS = `
SELECT pg_advisory_xact_lock(hashtextextended('sanban subscriptions', 0));
DO $create$
BEGIN
  IF to_regclass(quote_ident(current_schema()) || '.subscription_checkpoints') IS NOT NULL THEN
    RETURN;
  END IF;

  CREATE TABLE subscription_checkpoints (
    name text NOT NULL,
    version integer NOT NULL,
    position text COLLATE "C" NOT NULL,
    -- How many events are parked: where there are none, nobody needs to look for them.
    parked integer NOT NULL DEFAULT 0 CHECK (parked >= 0),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (name, version)
  );

  CREATE TABLE subscription_parked (
    name text NOT NULL,
    version integer NOT NULL,
    stream text COLLATE "C" NOT NULL,
    revision integer NOT NULL,
    event_id uuid NOT NULL,
    type text NOT NULL,
    -- Why this event failed; null where it only waits behind one that did.
    reason text,
    parked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (name, version, stream, revision),
    FOREIGN KEY (name, version) REFERENCES subscription_checkpoints
  );

  CREATE TABLE projection_versions (
    name text NOT NULL,
    version integer NOT NULL,
    tables text[] NOT NULL,
    state text NOT NULL CHECK (state IN ('building', 'live', 'retired')),
    PRIMARY KEY (name, version)
  );
  CREATE UNIQUE INDEX projection_versions_live ON projection_versions (name) WHERE state = 'live';
END $create$;
`;
