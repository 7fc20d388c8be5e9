import { z } from 'zod';
import { creditCode } from '../shared/credit-code';
import { FAULTS } from '../shared/faults';
import { agencyId, instant, regionId } from '../shared/ids';
import { keyText, line, LIMITS } from '../shared/text';
import { page, pageQuery } from './common';

/** Characters that a new password has at least. */
export const PASSWORD_LENGTH = 12;

const username = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{2,63}$/, FAULTS.username.en)
  .meta({ examples: ['zhang.tax'] });
/** A password that is chosen now; besides, it may not be the username. */
const newPassword = z.string().min(PASSWORD_LENGTH).max(200);

/** Whoever may be signed in; a service acting by itself is none of them. */
export const accountRole = z.enum(['enterprise', 'officer', 'handler', 'chief', 'leader', 'operator', 'auditor']);

export const accountParams = z.strictObject({ username: keyText(100) });
export const accountQuery = z.strictObject(pageQuery);
export type AccountQuery = z.infer<typeof accountQuery>;

/**
 * officer: `agency` is the office of its region; handler, chief: any other agency; leader: a region; enterprise: a region
 * and the enterprise, and no other role; operator, auditor: nothing else. `region` follows from `agency` where it is left out.
 */
export const createAccountBody = z
  .strictObject({
    username,
    /** For the screen. */
    name: line(LIMITS.name),
    password: newPassword,
    region: regionId.nullable().default(null),
    agency: agencyId.nullable().default(null),
    enterprise: z
      .strictObject({ id: creditCode, name: line(LIMITS.name) })
      .nullable()
      .default(null),
    roles: z.array(accountRole).min(1).max(accountRole.options.length),
  })
  .meta({
    id: 'CreateAccountBody',
    examples: [
      {
        username: 'tax-desk-1',
        name: '税务局承办人一',
        password: 'at least twelve characters',
        agency: '530902/tax',
        roles: ['handler'],
      },
    ],
  });
export type CreateAccountBody = z.infer<typeof createAccountBody>;

export const resetPasswordBody = z
  .strictObject({ password: newPassword })
  .meta({ id: 'ResetPasswordBody', examples: [{ password: 'at least twelve characters' }] });
export type ResetPasswordBody = z.infer<typeof resetPasswordBody>;

export const changePasswordBody = z.strictObject({ oldPassword: z.string().min(1).max(200), newPassword }).meta({
  id: 'ChangePasswordBody',
  examples: [{ oldPassword: 'what it was until now', newPassword: 'at least twelve characters' }],
});
export type ChangePasswordBody = z.infer<typeof changePasswordBody>;

export const accountView = z
  .object({
    /** What commands and events record of who acted. */
    user: z.string(),
    username: z.string(),
    name: z.string(),
    region: regionId.nullable(),
    agency: agencyId.nullable(),
    enterprise: z.object({ id: z.string(), name: z.string() }).nullable(),
    roles: z.array(z.string()),
    state: z.enum(['active', 'disabled']),
    /** Of the packs; serves only while the demo is on. */
    demo: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof accountView>;

/** By username. */
export const accountPage = page(accountView).meta({ id: 'AccountPage' });
export type AccountPage = z.infer<typeof accountPage>;
