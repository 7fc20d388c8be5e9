/** {@link Upstreams}: the services behind this door. */
export const UPSTREAMS = Symbol('UPSTREAMS');
