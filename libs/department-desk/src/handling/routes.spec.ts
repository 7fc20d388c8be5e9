import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { operations } from '@sanban/contracts';
import { API_PREFIX, routeRule } from '@sanban/service-kit';
import { CaseFileController } from './case-file.controller';

const BASE = `/${API_PREFIX}/${String(Reflect.getMetadata(PATH_METADATA, CaseFileController))}`;

/** What the controller answers: method, path as OpenAPI writes it, permission. */
function routes(): string[] {
  return Object.getOwnPropertyNames(CaseFileController.prototype).flatMap((name) => {
    const handler: unknown = Reflect.get(CaseFileController.prototype, name);
    if (name === 'constructor' || typeof handler !== 'function') return [];
    const path: unknown = Reflect.getMetadata(PATH_METADATA, handler);
    if (typeof path !== 'string') return [];
    const rule = routeRule(handler);
    if (rule?.access !== 'permission' || rule.resource === undefined)
      throw new Error(`${name}: not bound to the agency`);
    const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))]?.toLowerCase() ?? '';
    const whole = `${BASE}/${path}`.replace(/\/+$/, '').replace(/:(\w+)/g, '{$1}');
    return [`${method} ${whole} ${rule.permission}`];
  });
}

describe('the desk’s routes', () => {
  it('are those of the contract, each with its permission and bound to the agency of its path', () => {
    const promised = operations
      .filter(({ tag }) => tag === 'case-file')
      .map(({ method, path, permission }) => `${method} ${path} ${permission}`);
    expect(promised).toHaveLength(11);
    expect(routes().sort()).toEqual(promised.sort());
  });
});
