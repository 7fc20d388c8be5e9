import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { InternalTokens, may, mayAtAll, PRINCIPAL_HEADER } from '@sanban/identity';
import type { FastifyRequest } from 'fastify';
import { problems } from './problems';
import { routeRule } from './requires';

/** Deny by default: a route without @Requires or @Public answers 403 to everybody. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly tokens: InternalTokens) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    const header = request.headers[PRINCIPAL_HEADER];
    request.principal = typeof header === 'string' ? this.tokens.verify(header) : null;

    const rule = routeRule(context.getHandler());
    if (rule === undefined) throw problems.forbidden('no rule');
    if (rule.access === 'public') return true;
    const { principal } = request;
    if (principal === null) throw problems.notSignedIn();
    const allowed =
      rule.resource === undefined
        ? mayAtAll(principal, rule.permission)
        : may(principal, rule.permission, rule.resource(request.params));
    if (!allowed) throw problems.forbidden(rule.permission);
    return true;
  }
}
