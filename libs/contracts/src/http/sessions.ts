import { z } from 'zod';
import { agencyId, instant, regionId } from '../shared/ids';
import { keyText } from '../shared/text';

export const signInBody = z
  .strictObject({ username: keyText(100), password: z.string().min(1).max(200) })
  .meta({ id: 'SignInBody', examples: [{ username: '530902-office-officer', password: 'sanban-demo' }] });
export type SignInBody = z.infer<typeof signInBody>;

/** Who is asking. */
export const principalView = z
  .object({
    user: z.string(),
    name: z.string(),
    region: regionId.nullable(),
    agency: agencyId.nullable(),
    enterprise: z.object({ id: z.string(), name: z.string() }).nullable(),
    roles: z.array(z.string()),
  })
  .meta({ id: 'Principal' });
export type PrincipalView = z.infer<typeof principalView>;

export const tokenAnswer = z.object({ token: z.string(), expiresAt: instant }).meta({ id: 'Token' });
export type TokenAnswer = z.infer<typeof tokenAnswer>;

export const clockView = z
  .object({ now: instant })
  .meta({ id: 'Clock', examples: [{ now: '2022-08-22T09:00:00+08:00' }] });
/** Demo only; forward, unless the office's log is still empty. */
export const clockBody = z
  .strictObject({ now: instant })
  .meta({ id: 'ClockBody', examples: [{ now: '2022-08-29T09:00:00+08:00' }] });
export type ClockBody = z.infer<typeof clockBody>;
