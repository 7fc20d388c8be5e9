import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InternalTokens } from '@sanban/identity';
import { PRINCIPAL_HEADER } from '@sanban/identity';
import type { Service } from '@sanban/service-kit';
import type { Question, Upstream } from './upstream';

/** A service in this process: the request goes straight into its router. */
export class InProcessUpstream implements Upstream {
  readonly name: Service['name'];

  constructor(
    private readonly service: Service,
    private readonly tokens: InternalTokens,
  ) {
    this.name = service.name;
  }

  forward(request: IncomingMessage, response: ServerResponse): void {
    this.service.route(request, response);
  }

  async ask({ method, path, body, principal }: Question): Promise<{ status: number; body: unknown }> {
    const answer = await this.service.app.inject({
      method,
      url: path,
      headers: principal === undefined ? {} : { [PRINCIPAL_HEADER]: this.tokens.sign(principal) },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { status: answer.statusCode, body: answer.json() };
  }
}
