import { randomBytes } from 'node:crypto';
import { SERVICES, type ServiceName } from '@sanban/contracts';
import { createBusTables } from '@sanban/messaging';
import { escapeIdentifier as name, escapeLiteral as text, Pool, type PoolClient } from 'pg';
import { CREATE_EXTENSIONS } from './prepare-schema';

/** Addresses of one database, a role each. */
export interface Provisioned {
  services: ReadonlyMap<ServiceName, string>;
  /** Of the PostgreSQL bus, for services that share its connections in one process. */
  bus: string;
  /** False where the given role may not create roles: then all addresses are the given one. */
  separated: boolean;
}

const BUS_SCHEMA = 'bus';
/** What a service does with the bus's tables, and no more: nobody takes back or changes a message. */
const BUS_RIGHTS: Record<string, string> = {
  topics: 'SELECT, INSERT',
  partitions: 'SELECT, INSERT, UPDATE (next_offset)',
  messages: 'SELECT, INSERT',
  members: 'SELECT, INSERT, UPDATE, DELETE',
  leases: 'SELECT, INSERT, UPDATE, DELETE',
  identity: 'SELECT',
};

/**
 * Gives every service a schema of its own and a role that owns it and sees no other's; the passwords are new each time and
 * stand nowhere but in the answer. What an earlier version left to the given role becomes the services'.
 * Roles are of the whole server: their names begin with the database's.
 * @param adminUrl a superuser, or the database's owner with CREATEROLE
 */
export async function provisionDatabase(adminUrl: string): Promise<Provisioned> {
  const pool = new Pool({ connectionString: adminUrl, max: 2, application_name: 'sanban provisioning' });
  try {
    const { rows } = await pool.query<{ database: string; admin: string; may: boolean; superuser: boolean }>(
      `SELECT current_database() AS database, current_user AS admin, rolsuper AS superuser,
              rolsuper OR (rolcreaterole AND has_database_privilege(current_database(), 'CREATE')) AS may
         FROM pg_roles WHERE rolname = current_user`,
    );
    const [found] = rows;
    if (found?.may !== true) return { services: everywhere(adminUrl), bus: adminUrl, separated: false };
    await createBusTables(pool, BUS_SCHEMA);
    return await inOneTransaction(pool, (tx) => new Provisioning(tx, found).all(adminUrl));
  } finally {
    await pool.end();
  }
}

class Provisioning {
  private readonly busGroup: string;

  constructor(
    private readonly tx: PoolClient,
    private readonly given: { database: string; admin: string; superuser: boolean },
  ) {
    this.busGroup = this.roleOf('bus_users');
  }

  async all(adminUrl: string): Promise<Provisioned> {
    await this.tx.query(CREATE_EXTENSIONS);
    await this.role(this.busGroup, 'NOLOGIN');
    await this.tx.query(`GRANT USAGE ON SCHEMA ${BUS_SCHEMA} TO ${name(this.busGroup)}`);
    for (const [table, rights] of Object.entries(BUS_RIGHTS)) {
      await this.tx.query(`GRANT ${rights} ON ${BUS_SCHEMA}.${table} TO ${name(this.busGroup)}`);
    }
    const services = new Map<ServiceName, string>();
    for (const service of SERVICES) {
      const url = await this.login(adminUrl, service);
      await this.schema(service);
      services.set(service, url);
    }
    return { services, bus: await this.login(adminUrl, 'bus'), separated: true };
  }

  /** @returns the address with a new password */
  private async login(adminUrl: string, purpose: string): Promise<string> {
    const role = this.roleOf(purpose);
    const password = randomBytes(24).toString('base64url');
    await this.role(role, `LOGIN PASSWORD ${text(password)}`);
    await this.tx.query(`GRANT ${name(this.busGroup)} TO ${name(role)}`);
    const url = new URL(adminUrl);
    url.username = encodeURIComponent(role);
    url.password = password;
    return url.href;
  }

  private async role(role: string, attributes: string): Promise<void> {
    const { rowCount } = await this.tx.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    await this.tx.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${name(role)} ${attributes}`);
    // Whoever is no superuser must be a member to hand something over to it.
    if (!this.given.superuser) await this.tx.query(`GRANT ${name(role)} TO ${name(this.given.admin)}`);
  }

  private async schema(service: ServiceName): Promise<void> {
    const owner = name(this.roleOf(service));
    await this.tx.query(`CREATE SCHEMA IF NOT EXISTS ${name(service)} AUTHORIZATION ${owner}`);
    await this.tx.query(`ALTER SCHEMA ${name(service)} OWNER TO ${owner}`);
    await this.tx.query(`REVOKE ALL ON SCHEMA ${name(service)} FROM PUBLIC`);
    for (const { what, thing } of await this.foreignThings(service)) {
      await this.tx.query(`ALTER ${what} ${thing} OWNER TO ${owner}`);
    }
  }

  /** Tables, views and functions of the schema that somebody else owns; a table's sequences and indexes follow it. */
  private async foreignThings(service: ServiceName): Promise<{ what: string; thing: string }[]> {
    const { rows } = await this.tx.query<{ what: string; thing: string }>(
      `SELECT 'TABLE' AS what, oid::regclass::text AS thing FROM pg_class
        WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p', 'v') AND relowner <> $2::regrole
       UNION ALL
       SELECT 'FUNCTION', oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = $1::regnamespace AND proowner <> $2::regrole`,
      [name(service), name(this.roleOf(service))],
    );
    return rows;
  }

  private readonly roleOf = (purpose: string): string => `${this.given.database}_${purpose}`;
}

const everywhere = (url: string): ReadonlyMap<ServiceName, string> =>
  new Map(SERVICES.map((service): [ServiceName, string] => [service, url]));

/** Two installations on one server may be provisioned at the same moment: roles are the server's. */
async function inOneTransaction<Result>(pool: Pool, work: (tx: PoolClient) => Promise<Result>): Promise<Result> {
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN');
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('sanban.schemas', 0))`);
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    tx.release();
  }
}
