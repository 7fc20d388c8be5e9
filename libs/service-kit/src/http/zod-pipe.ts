import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { problems } from './problems';

class ZodPipe<T> implements PipeTransform<unknown, T> {
  constructor(
    private readonly part: 'body' | 'query' | 'path',
    private readonly schema: z.ZodType<T>,
  ) {}

  transform(value: unknown): T {
    const parsed = this.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw problems.invalid(this.part, parsed.error.issues.map(toFault));
  }
}

/** `@Body(zodBody(schema)) body: z.infer<typeof schema>`: 400 `invalid-body` names every faulty field. */
export const zodBody = <T>(schema: z.ZodType<T>): PipeTransform<unknown, T> => new ZodPipe('body', schema);
/** `@Query(zodQuery(schema)) query`. Values arrive as strings: use `z.coerce`. */
export const zodQuery = <T>(schema: z.ZodType<T>): PipeTransform<unknown, T> => new ZodPipe('query', schema);
/** `@Param('id', zodPath(z.uuid())) id`, or `@Param(zodPath(z.object({ … })))`. */
export const zodPath = <T>(schema: z.ZodType<T>): PipeTransform<unknown, T> => new ZodPipe('path', schema);

const toFault = (issue: z.core.$ZodIssue) => ({ field: issue.path.map(String).join('.'), detail: issue.message });
