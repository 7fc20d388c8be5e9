import { Broker, type BusDatabase } from './broker';

interface Shared {
  broker: Promise<Broker>;
  users: number;
}

/** By database (address or pool), then by schema. */
const open = new Map<unknown, Map<string, Shared>>();

/** The process's broker of that database and schema: opened by its first user, closed by its last. */
export async function acquireBroker(
  database: BusDatabase,
  schema: string,
): Promise<{ broker: Broker; release: () => Promise<void> }> {
  const place = 'pool' in database ? database.pool : database.connectionString;
  const schemas = open.get(place) ?? new Map<string, Shared>();
  open.set(place, schemas);
  const shared = schemas.get(schema) ?? { broker: Broker.open(database, schema), users: 0 };
  schemas.set(schema, shared);
  shared.users += 1;
  const leave = (): boolean => {
    shared.users -= 1;
    if (shared.users > 0) return false;
    if (schemas.get(schema) === shared) schemas.delete(schema);
    if (schemas.size === 0) open.delete(place);
    return true;
  };
  try {
    const broker = await shared.broker;
    const release = async () => {
      if (leave()) await broker.close();
    };
    return { broker, release };
  } catch (error) {
    leave();
    throw error;
  }
}
