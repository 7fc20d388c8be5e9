import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { faultZh } from './fault-zh';
import { problems } from './problems';

class ZodPipe<T> implements PipeTransform<unknown, T> {
  constructor(
    private readonly part: 'body' | 'query' | 'path',
    private readonly schema: z.ZodType<T>,
  ) {}

  transform(value: unknown, { data }: ArgumentMetadata): T {
    const parsed = this.schema.safeParse(value);
    if (parsed.success) return parsed.data;
    // Only now with what was given, which faults in Chinese are told by: the option makes each parse dearer.
    const issues = this.schema.safeParse(value, { reportInput: true }).error?.issues ?? parsed.error.issues;
    throw problems.invalid(
      this.part,
      issues.map((issue) => toFault(issue, data)),
    );
  }
}

/** `@Body(zodBody(schema)) body: z.infer<typeof schema>`: 400 `invalid-body` names every faulty field. */
export const zodBody = <T>(schema: z.ZodType<T>): PipeTransform<unknown, T> => new ZodPipe('body', schema);
/** `@Query(zodQuery(schema)) query`. Values arrive as strings: use `digits`, `flag`. */
export const zodQuery = <T>(schema: z.ZodType<T>): PipeTransform<unknown, T> => new ZodPipe('query', schema);
/** `@Param('id', zodPath(z.uuid())) id`, or `@Param(zodPath(z.object({ … })))`. */
export const zodPath = <T>(schema: z.ZodType<T>): PipeTransform<unknown, T> => new ZodPipe('path', schema);

/** @param parameter name of the one parameter that was checked; absent where it was the whole body, query or path */
const toFault = (issue: z.core.$ZodIssue, parameter: string | undefined) => ({
  field: [...(parameter === undefined ? [] : [parameter]), ...issue.path.map(String)].join('.'),
  detail: issue.message,
  detailZh: faultZh(issue),
});
