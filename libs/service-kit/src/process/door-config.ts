import { z } from 'zod';
import { parseEnvironment, type Environment } from '../environment';

const door = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().min(1).default('127.0.0.1'),
});

/** `PORT` (0: any free one) and `HOST`, at which the process answers. @throws with one line per variable at fault */
export function doorFrom(env: Environment): { port: number; host: string } {
  const { PORT, HOST } = parseEnvironment(door, env);
  return { port: PORT, host: HOST };
}
