import { hashRaw } from '@node-rs/argon2';
import type { CommandContext } from '@sanban/service-kit';

/**
 * A command with a password in its body is known again by an argon2id of its fingerprint: as that is kept, a quick hash
 * of the body would let whoever reads the table guess the password. Salted with the command's id, one for each row.
 */
export async function withSecret(context: CommandContext): Promise<CommandContext> {
  if (context.idempotencyKey === undefined) return context;
  const salt = Buffer.from(context.commandId.replaceAll('-', ''), 'hex');
  const fingerprint = (await hashRaw(context.fingerprint, { salt })).toString('base64url');
  return { ...context, fingerprint };
}
