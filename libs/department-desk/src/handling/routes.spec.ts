import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { operations } from '@sanban/contracts';
import { API_PREFIX, routeRule } from '@sanban/service-kit';
import { InboundController } from '../outside/inbound.controller';
import { WebhookController } from '../webhooks/webhook.controller';
import { CaseFileController } from './case-file.controller';

/** What the controller answers: method, path as OpenAPI writes it, permission. */
function routes(controller: { prototype: object }): string[] {
  const base = `/${API_PREFIX}/${String(Reflect.getMetadata(PATH_METADATA, controller))}`;
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler: unknown = Reflect.get(controller.prototype, name);
    if (name === 'constructor' || typeof handler !== 'function') return [];
    const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
    if (typeof path !== 'string') return [];
    const rule = routeRule(handler);
    if (rule?.access !== 'permission' || rule.resource === undefined)
      throw new Error(`${name}: not bound to the agency`);
    const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))]?.toLowerCase() ?? '';
    const whole = `${base}/${path}`.replace(/\/+$/, '').replace(/:(\w+)/g, '{$1}');
    return [`${method} ${whole} ${rule.permission}`];
  });
}

describe('the desk’s routes', () => {
  it.each([
    ['case-file', 11, [CaseFileController]],
    ['integration', 8, [WebhookController, InboundController]],
  ])(
    '%s: those of the contract, each with its permission and bound to the agency of its path',
    (of, count, controllers) => {
      const promised = operations
        .filter(({ tag }) => tag === of)
        .map(({ method, path, permission }) => `${method} ${path} ${permission}`);
      expect(promised).toHaveLength(count);
      expect(controllers.flatMap(routes).sort()).toEqual(promised.sort());
    },
  );
});
