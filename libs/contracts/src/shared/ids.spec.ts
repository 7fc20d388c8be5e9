import { deliveryParams } from '../http/webhooks';
import { requestParams } from '../http/requests';
import { uuid } from './ids';

const ID = 'b4bf8aea-0da6-5463-b33a-662c83c09de5';

it('reads an id in upper case as the one that it is', () => {
  expect(uuid.parse(ID.toUpperCase())).toBe(ID);
  expect(requestParams.parse({ id: ID.toUpperCase() })).toEqual({ id: ID });
  const path = { region: '530902', slug: 'tax', id: ID.toUpperCase(), delivery: ID.toUpperCase() };
  expect(deliveryParams.parse(path)).toMatchObject({ id: ID, delivery: ID });
});

it('refuses what is none', () => expect(uuid.safeParse('B4BF8AEA').success).toBe(false));
