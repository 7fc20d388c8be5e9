import { z } from 'zod';

/**
 * enterprise: submits and follows up; officer: the office; handler, chief: an agency's staff; leader: reads the region;
 * operator: runs the system; auditor: reads everything; system: a service acting by itself, never signed in.
 */
export const roleSchema = z.enum([
  'enterprise',
  'officer',
  'handler',
  'chief',
  'leader',
  'operator',
  'auditor',
  'system',
]);
export type Role = z.infer<typeof roleSchema>;

export const principalSchema = z.strictObject({
  /** Account id; the only thing about a person that is ever recorded. */
  user: z.string().min(1),
  /** For the screen; never logged. */
  name: z.string(),
  /** Region code, e.g. `530902`; null for who belongs to none. */
  region: z.string().nullable(),
  /** `<region>/<slug>`; null for who is no agency's staff. */
  agency: z.string().nullable(),
  enterprise: z.strictObject({ id: z.string().min(1), name: z.string() }).nullable(),
  roles: z.array(roleSchema),
});

/** Who is asking. */
export type Principal = z.infer<typeof principalSchema>;

/** A service that acts by itself: a timer fired, an integration event arrived. May do nothing over HTTP. */
export const systemPrincipal = (service: string): Principal => ({
  user: `system:${service}`,
  name: service,
  region: null,
  agency: null,
  enterprise: null,
  roles: ['system'],
});
