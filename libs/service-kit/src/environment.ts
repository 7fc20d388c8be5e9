import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws with one line per variable that is missing or wrong; no value is repeated */
export function parseEnvironment<Schema extends z.ZodType>(schema: Schema, env: Environment): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`The environment is not complete:\n${faults.join('\n')}`);
}
