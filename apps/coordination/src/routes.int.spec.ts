import type { Type } from '@nestjs/common';
import { MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { operations } from '@sanban/contracts';
import { createTestDatabase, type TestDatabase } from '@sanban/embedded-postgres/testing';
import { LedgerController } from './ledger/ledger.controller';
import { RequestsModule } from './requests/requests.module';
import { TestOffice } from './testing/test-office';
import { TimelineController } from './timeline/timeline.controller';

let database: TestDatabase;
let office: TestOffice;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await TestOffice.start(database.url);
});
afterAll(async () => {
  await office.service.close();
  await database.drop();
});

const published = operations.filter(({ tag }) => tag === 'request' || tag === 'ledger');

it.each(published.map(({ operationId, method, path }) => [operationId, method, path] as const))(
  '%s is there, and closed to who has not signed in',
  async (_, method, path) => {
    const url = path.replace('{id}', '00000000-0000-4000-8000-000000000000');
    const response = await office.service.app.inject({ method: method === 'get' ? 'GET' : 'POST', url });
    expect(response.statusCode).toBe(401);
  },
);

it('publishes every route that it has', () => {
  const controllers = Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, RequestsModule) as Type[];
  const routes = [...controllers, TimelineController, LedgerController].flatMap((controller) => {
    const prototype: object = controller.prototype as object;
    const base = String(Reflect.getMetadata(PATH_METADATA, controller));
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      const path: unknown =
        name !== 'constructor' && typeof method === 'function' ? Reflect.getMetadata(PATH_METADATA, method) : undefined;
      return typeof path === 'string' ? [`/api/v1/${base}/${path}`.replace(/\/+$/, '').replace(':id', '{id}')] : [];
    });
  });
  expect(routes.sort()).toEqual(published.map(({ path }) => path).sort());
});
