import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { tap, type Observable } from 'rxjs';

/** Every answer that has a `revision` carries it as its `ETag`, for the next command's `If-Match`. */
@Injectable()
export class RevisionTag implements NestInterceptor<object> {
  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<object> {
    const reply = context.switchToHttp().getResponse<{ header(name: string, value: string): unknown }>();
    return next.handle().pipe(
      tap((answer) => {
        if ('revision' in answer) reply.header('etag', `"${String(answer.revision)}"`);
      }),
    );
  }
}
