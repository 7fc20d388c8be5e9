/** The service's {@link EventStore}. */
export const EVENT_STORE = Symbol('EVENT_STORE');
/** The service's {@link Bus}. */
export const BUS = Symbol('BUS');
/** `pg.Pool` whose connections see the service's own schema, then `public`. */
export const PG_POOL = Symbol('PG_POOL');
export const SERVICE_CONFIG = Symbol('SERVICE_CONFIG');
/** {@link ServiceName} of the service that this container belongs to. */
export const SERVICE_NAME = Symbol('SERVICE_NAME');
export const LOGGER = Symbol('LOGGER');
