import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { operations } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { createGateway, type Gateway } from '@sanban/gateway';
import { createService, Programmes, routeRule, type Service } from '@sanban/service-kit';
import { services as definitions } from './services';

interface Route {
  service: string;
  /** e.g. `post /requests/{id}/assign`, without the prefix. */
  route: string;
  /** Permission, `public`, or undefined where nobody may call it. */
  rule: string | undefined;
}

describe('every route of every service', () => {
  let database: TestDatabase;
  let gateway: Gateway;
  let running: Service[];
  let routes: Route[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const config = {
      databaseUrl: database.url,
      internalSecret: 'x'.repeat(32),
      demo: true,
      logLevel: 'silent' as const,
    };
    const programmes = Programmes.load();
    running = await Promise.all(definitions.map((definition) => createService(definition, config, programmes)));
    gateway = await createGateway(config, running, programmes);
    routes = [...running, gateway.service].flatMap(routesOf);
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await Promise.all(running.map((service) => service.close()));
    await database.drop();
  });

  it('says who may call it', () => {
    expect(routes.length).toBeGreaterThan(100);
    expect(routes.filter(({ rule }) => rule === undefined)).toEqual([]);
  });

  it('is open to everybody only where that is meant', () => {
    const open = new Set(routes.filter(({ rule }) => rule === 'public').map(({ route }) => route));
    expect([...open].sort()).toEqual([
      'get /api/asyncapi.json',
      'get /api/docs',
      'get /api/docs/assets/{file}',
      'get /api/docs/docs.js',
      'get /api/openapi.json',
      'get /api/schemas/{file}',
      'get /health/live',
      'get /health/ready',
      // At a service's own port only; the door does not lead there.
      'get /metrics',
      'post /sessions',
      'post /tokens',
    ]);
  });

  it('is in the API’s document, with the permission that it needs, and nothing else is', () => {
    const documented = operations.map(
      ({ method, path, permission }) => `${method} ${path.replace(/^\/api\/v1/, '')}: ${permission}`,
    );
    const served = routes
      .filter(({ route }) => !/ \/(internal|metrics|api\/docs)(\/|$)/.test(route))
      // Its address ends in .json, which a route cannot say.
      .map(({ route, rule }) => `${route.replace('/api/schemas/{file}', '/api/schemas/{type}.json')}: ${rule}`);
    expect([...new Set(served)].sort()).toEqual([...new Set(documented)].sort());
  });

  it('with another method answers which ones there are', async () => {
    const methods = new Map<string, string[]>();
    for (const { method, path } of operations) {
      const own = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
      methods.set(path, [...(methods.get(path) ?? []), ...own]);
    }
    for (const [path, allowed] of methods) {
      const url = path.replace(/\{\w+\}/g, 'x');
      const answers = await Promise.all(
        [...running, gateway.service].map(({ app }) => app.inject({ method: 'PATCH', url, payload: 'no JSON' })),
      );
      const known = answers.filter(({ statusCode }) => statusCode !== 404);
      expect([path, known.length > 0]).toEqual([path, true]);
      for (const { statusCode, headers } of known) {
        expect([path, statusCode, headers['allow']]).toEqual([path, 405, allowed.sort().join(', ')]);
      }
    }
  });
});

function routesOf({ name, app }: Service): Route[] {
  const found: Route[] = [];
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const method of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[method];
        if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) continue;
        const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod].toLowerCase();
        const path = [pathOf(metatype), pathOf(handler)].filter((part) => part !== '').join('/');
        const rule = routeRule(handler);
        found.push({
          service: name,
          route: `${verb} /${path.replace(/:(\w+)/g, '{$1}')}`,
          rule: rule?.access === 'permission' ? rule.permission : rule?.access,
        });
      }
    }
  }
  return found;
}

const pathOf = (target: object): string => String(Reflect.getMetadata(PATH_METADATA, target)).replace(/^\/|\/$/g, '');
