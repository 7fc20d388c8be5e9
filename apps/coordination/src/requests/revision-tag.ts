import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';

/** Whatever carries a revision is answered with it as `ETag`. */
@Injectable()
export class RevisionTag implements NestInterceptor<{ revision: number }, { revision: number }> {
  intercept(context: ExecutionContext, next: CallHandler<{ revision: number }>): Observable<{ revision: number }> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer) => {
        void reply.header('etag', `"${answer.revision}"`);
        return answer;
      }),
    );
  }
}
