import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal } from '@sanban/identity';
import type { FastifyRequest } from 'fastify';
import { commandContext, type CommandContext } from '../command/context';
import { problems } from './problems';

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** `@Who() principal: Principal`: who is asking. */
export const Who = createParamDecorator<unknown, Principal>((_data, context) => principalOf(requestOf(context)));

/** `@Command() ctx: CommandContext`: who, under which idempotency key, at which revision. @throws 400 on a malformed header */
export const Command = createParamDecorator<unknown, CommandContext>((_data, context) => {
  const request = requestOf(context);
  return commandContext(request, principalOf(request));
});

function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw problems.notSignedIn();
  return request.principal;
}
